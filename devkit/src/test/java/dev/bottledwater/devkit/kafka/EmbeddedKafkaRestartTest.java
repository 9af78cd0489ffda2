// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.net.FreePort;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class EmbeddedKafkaRestartTest {

    @Test
    void aStoppedBrokerIsUnreachableAndComesBackWithItsDataOnItsPort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.launch()) {
            createTopic(kafka, "events");
            send(kafka, "events", "before");
            String bootstrapServers = kafka.bootstrapServers();
            int port = Integer.parseInt(bootstrapServers.split(":")[1]);

            kafka.stop();
            assertThat(kafka.running()).isFalse();
            assertThat(FreePort.isFree(port)).isTrue();

            kafka.start();
            assertThat(kafka.running()).isTrue();
            assertThat(kafka.bootstrapServers()).isEqualTo(bootstrapServers);
            send(kafka, "events", "after");
            assertThat(Records.readAll(kafka.clientProperties(), "events", "g", 2))
                    .containsExactly("before", "after");
        }
    }

    @Test
    void aClientSurvivesARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.launch()) {
            createTopic(kafka, "events");
            try (var producer = producer(kafka);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                producer.send(new ProducerRecord<>("events", "before")).get();
                kafka.stop();
                Future<RecordMetadata> sent =
                        threads.submit(
                                () ->
                                        producer.send(
                                                        new ProducerRecord<>(
                                                                "events", "while stopped"))
                                                .get());
                kafka.start();
                assertThat(sent.get().offset()).isEqualTo(1);
            }
            assertThat(Records.readAll(kafka.clientProperties(), "events", "g", 2))
                    .containsExactly("before", "while stopped");
        }
    }

    @Test
    void aChosenDataDirectoryIsKeptAndServesTheNextBroker(@TempDir Path directory)
            throws Exception {
        EmbeddedKafkaOptions options =
                EmbeddedKafkaOptions.defaults().withDataDirectory(directory.resolve("kafka"));
        try (EmbeddedKafka kafka = EmbeddedKafka.launch(options)) {
            createTopic(kafka, "events");
            send(kafka, "events", "kept");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.launch(options)) {
            assertThat(Records.readAll(kafka.clientProperties(), "events", "g", 1))
                    .containsExactly("kept");
        }
        assertThat(directory.resolve("kafka")).isNotEmptyDirectory();
    }

    @Test
    void aTemporaryDirectoryIsDeletedOnClose(@TempDir Path parent) {
        Path data;
        try (EmbeddedKafka kafka = EmbeddedKafka.launch()) {
            data = kafka.dataDirectory();
            assertThat(data).isNotEmptyDirectory();
        }
        assertThat(Files.exists(data)).isFalse();
    }

    @Test
    void thePublishedAclsOfADedicatedPlanRefuseTheCreationOfTopics() throws Exception {
        EmbeddedKafkaOptions options =
                EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED);
        try (EmbeddedKafka kafka = EmbeddedKafka.launch(options);
                Admin client = Admin.create(kafka.clientProperties());
                Admin superuser = Admin.create(kafka.adminProperties())) {
            List<NewTopic> topics = List.of(new NewTopic("events", 1, (short) 1));
            assertThatThrownBy(() -> client.createTopics(topics).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            superuser.createTopics(topics).all().get();
            send(kafka, "events", "allowed");
            assertThat(Records.readAll(kafka.clientProperties(), "events", "g", 1))
                    .containsExactly("allowed");
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            EmbeddedKafkaOptions options =
                    EmbeddedKafkaOptions.defaults().withPort(taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedKafka.launch(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(taken.getLocalPort() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void aBrokerThatFailsToStartDoesNotEndTheJvm() {
        EmbeddedKafkaOptions options =
                EmbeddedKafkaOptions.defaults().withBrokerSetting("super.users", "not a principal");
        assertThatThrownBy(() -> EmbeddedKafka.launch(options))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedBrokerDoesNotStartAgain() {
        EmbeddedKafka kafka = EmbeddedKafka.launch();
        kafka.close();
        assertThatThrownBy(kafka::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static void createTopic(EmbeddedKafka kafka, String name) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static void send(EmbeddedKafka kafka, String topic, String value) throws Exception {
        try (var producer = producer(kafka)) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }
}
