// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** One broker of a dedicated plan that allows the creation of topics, shared by all tests. */
class EmbeddedKafkaTest {
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @Test
    void setsHerokusFourConfigVarsAndNoOthers() {
        Map<String, String> vars = kafka.configVars();
        assertThat(vars)
                .containsOnlyKeys(
                        "KAFKA_URL",
                        "KAFKA_TRUSTED_CERT",
                        "KAFKA_CLIENT_CERT",
                        "KAFKA_CLIENT_CERT_KEY");
        assertThat(vars.get("KAFKA_URL")).isEqualTo("kafka+ssl://" + kafka.bootstrapServers());
        assertThat(vars.get("KAFKA_TRUSTED_CERT")).startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(vars.get("KAFKA_CLIENT_CERT")).startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(vars.get("KAFKA_CLIENT_CERT_KEY"))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    }

    @Test
    void aClientCreatesATopicAndProducesAndConsumesInAGroup() throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            NewTopic topic =
                    new NewTopic("orders", Optional.of(2), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
            produce("orders", "first");
            assertThat(consume("orders", "readers")).containsExactly("first");
            assertThat(admin.listGroups().valid().get())
                    .anyMatch(group -> group.groupId().equals("readers"));
            admin.deleteConsumerGroups(List.of("readers")).all().get();
        }
    }

    @Test
    void aClientWithoutCertificateIsRefused() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.keySet().removeIf(name -> name.startsWith("ssl.keystore."));
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void aClientThatChecksTheHostNameRefusesTheBroker() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("ssl.endpoint.identification.algorithm", "https");
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class)
                    .hasStackTraceContaining("No subject alternative names");
        }
    }

    @Test
    void aClientWithoutTlsGetsNoAnswer() {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "request.timeout.ms", "500",
                        "default.api.timeout.ms", "1000");
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void whatThePlanDoesNotAllowIsRefused() throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "kept");
            assertThatThrownBy(() -> admin.describeConfigs(List.of(resource)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(
                            () ->
                                    admin.deleteTopics(List.of("kept"), new DeleteTopicsOptions())
                                            .all()
                                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(
                            () ->
                                    admin.deleteRecords(
                                                    Map.of(
                                                            new TopicPartition("kept", 0),
                                                            RecordsToDelete.beforeOffset(0)))
                                            .all()
                                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        Map<String, Object> transactional = new HashMap<>(kafka.clientProperties());
        transactional.put("transactional.id", "t");
        try (var producer = producer(transactional)) {
            assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void topicsAreNotCreatedOnFirstWrite() {
        Map<String, Object> impatient = new HashMap<>(kafka.clientProperties());
        impatient.put("max.block.ms", "1000");
        try (var producer = producer(impatient)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-made", "x")).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasStackTraceContaining("never-made");
        }
        try (Admin admin = Admin.create(kafka.adminProperties())) {
            assertThatThrownBy(
                            () -> admin.describeTopics(List.of("never-made")).allTopicNames().get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void theFeaturesOfNewerBrokersAreOff() throws Exception {
        try (Admin admin = Admin.create(kafka.adminProperties())) {
            FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
            assertThat(features.finalizedFeatures().keySet())
                    .contains("metadata.version")
                    .doesNotContain("group.version", "share.version", "streams.version");
        }
    }

    @Test
    void aConsumerOfTheNewGroupProtocolIsRefused() throws Exception {
        kafka.createTopic("classic-only", 1);
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("group.id", "modern");
        properties.put("group.protocol", "consumer");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("classic-only"));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(UnsupportedVersionException.class);
        }
    }

    @Test
    void toStringShowsNoKeys() {
        assertThat(kafka.toString())
                .contains(kafka.bootstrapServers())
                .doesNotContain("PRIVATE KEY");
    }

    private static void produce(String topic, String value) throws Exception {
        try (var producer = producer(kafka.clientProperties())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private static Set<String> consume(String topic, String group) {
        return Records.readAll(kafka.clientProperties(), topic, group, 1);
    }
}
