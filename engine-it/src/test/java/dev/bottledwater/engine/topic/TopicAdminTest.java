// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.TopicProvisioner;
import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class TopicAdminTest {
    private static EmbeddedKafka kafka;
    private static TopicAdmin topics;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        topics = admin(kafka.clientProperties(), new Prefixed("app-1."));
    }

    @AfterAll
    static void close() {
        topics.close();
        kafka.close();
    }

    private static TopicAdmin admin(Map<String, Object> properties, TopicNames names) {
        return admin(properties, names, TopicProvisioner.none());
    }

    private static TopicAdmin admin(
            Map<String, Object> properties, TopicNames names, TopicProvisioner provisioner) {
        return new TopicAdmin(
                properties.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())),
                "test",
                names,
                provisioner);
    }

    /** An owner who creates topics of up to three partitions. */
    private record Owner(TopicAdmin admin) implements TopicProvisioner {
        @Override
        public boolean isNeeded() {
            return true;
        }

        @Override
        public List<String> ensure(List<Topic> topics, List<String> groups) {
            var topic = topics.getFirst();
            if (topic.partitions() > 3) {
                return List.of("The plan has no room for " + topic.name() + ".");
            }
            admin.create(
                    new TopicSpec(topic.name(), topic.partitions(), 1, CleanupPolicy.DELETE, null));
            return List.of();
        }
    }

    @Test
    void createsWhatItThenDescribes() throws Exception {
        var spec = new TopicSpec("made", 3, 1, CleanupPolicy.COMPACT_DELETE, 7_200_000L);
        assertThat(topics.describe("made")).isEmpty();
        assertThat(topics.create(spec)).isTrue();
        assertThat(topics.describe("made"))
                .contains(new TopicShape("made", List.of(1, 1, 1)))
                .contains(spec.shape());
        assertThat(topics.create(spec)).as("a second time").isFalse();
        try (var admin = Admin.create(kafka.adminProperties())) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, "app-1.made");
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact,delete");
            assertThat(config.get("retention.ms").value()).isEqualTo("7200000");
        }
    }

    @Test
    void listsTheTopicsOfItsPrefixByTheirLogicalNames() throws Exception {
        kafka.createTopic("app-1.zebra", 2);
        kafka.createTopic("app-1.ant", 1);
        kafka.createTopic("app-2.foreign", 1);
        assertThat(topics.list())
                .extracting(TopicShape::name)
                .containsSubsequence("ant", "zebra")
                .noneMatch(n -> n.contains("foreign"));
    }

    @Test
    void tellsWhenDeletingIsDenied() {
        topics.create(new TopicSpec("stays", 1, null, CleanupPolicy.DELETE, null));
        assertThatThrownBy(() -> topics.delete("stays"))
                .isInstanceOfSatisfying(
                        TopicException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DENIED))
                .hasMessageContaining("could not delete topic 'stays'")
                .hasMessageContaining("doesn't allow it");
        assertThat(topics.describe("stays")).isPresent();
        try (var allowed = admin(kafka.adminProperties(), new Prefixed("app-1."))) {
            allowed.delete("stays");
            allowed.delete("never-was");
        }
    }

    @Test
    void namesTheCommandWhenCreatingIsDenied() {
        try (var strict =
                        EmbeddedKafka.launch(
                                EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED));
                var admin = admin(strict.clientProperties(), TopicNames.unchanged())) {
            var endless = new TopicSpec("log", 1, null, CleanupPolicy.DELETE, -1L);
            assertThatThrownBy(() -> admin.create(endless))
                    .isInstanceOfSatisfying(
                            TopicException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DENIED))
                    .hasMessage(
                            "Topic 'log' does not exist and this app may not create it. Create it: heroku kafka:topics:create log --partitions 1 --retention-time 14d");
            assertThatThrownBy(() -> new CatalogTopic("log").ensure(admin))
                    .hasMessageContaining("heroku kafka:topics:create log");
            letsTheOwnerCreateWhatIsDenied(strict);
        }
    }

    private static void letsTheOwnerCreateWhatIsDenied(EmbeddedKafka strict) {
        try (var owner = admin(strict.adminProperties(), TopicNames.unchanged());
                var admin =
                        admin(
                                strict.clientProperties(),
                                TopicNames.unchanged(),
                                new Owner(owner))) {
            var narrow = new TopicSpec("narrow", 2, null, CleanupPolicy.DELETE, null);
            assertThat(admin.create(narrow)).isTrue();
            assertThat(admin.describe("narrow")).map(TopicShape::partitions).contains(2);
            var wide = new TopicSpec("wide", 9, null, CleanupPolicy.DELETE, null);
            assertThatThrownBy(() -> admin.create(wide))
                    .isInstanceOf(TopicException.class)
                    .hasMessage("The plan has no room for wide.");
        }
    }

    @Test
    void refusesMoreReplicasThanBrokers() {
        assertThatThrownBy(
                        () ->
                                topics.create(
                                        new TopicSpec("wide", 1, 3, CleanupPolicy.DELETE, null)))
                .isInstanceOfSatisfying(
                        TopicException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("could not create topic 'wide'");
    }

    @Test
    void theCatalogTopicHasOnePartition() {
        new CatalogTopic("catalog").ensure(topics);
        new CatalogTopic("catalog").ensure(topics);
        assertThat(topics.describe("catalog")).map(TopicShape::partitions).contains(1);
        topics.create(new TopicSpec("broad", 2, null, CleanupPolicy.DELETE, null));
        assertThatThrownBy(() -> new CatalogTopic("broad").ensure(topics))
                .hasMessage(
                        "The catalog's topic 'broad' must have 1 partition but has 2. Name another one with BW_CLUSTER, or delete it and start again.");
    }

    @Test
    void tellsWhereAGroupStands() {
        topics.create(new TopicSpec("read", 2, null, CleanupPolicy.DELETE, null));
        var producing = new HashMap<>(kafka.clientProperties());
        try (var producer =
                new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>("app-1.read", 0, "k", "v" + i));
            }
        }
        var consuming = new HashMap<>(kafka.clientProperties());
        consuming.put("group.id", "app-1.readers");
        consuming.put("auto.offset.reset", "earliest");
        consuming.put("max.poll.records", "3");
        try (var consumer =
                new KafkaConsumer<>(
                        consuming, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("app-1.read"));
            var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
            consumer.commitSync();
            assertThat(topics.groups().readers().get("read"))
                    .isEqualTo(new GroupOffsetsReader.Readers(2, 1));
        }
        var offsets = topics.groups().offsets("readers");
        assertThat(offsets)
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.groupId()).isEqualTo("readers");
                            assertThat(o.topic()).isEqualTo("read");
                            assertThat(o.partitions().getFirst().logEndOffset()).isEqualTo(5);
                            assertThat(o.partitions().getFirst().consumerOffset()).isEqualTo(3);
                        });
        assertThat(topics.groups().offsets("nobody")).isEmpty();
    }

    @Test
    void knowsTheTopicsThatAreNoneOfAUsersBusiness() {
        var internal =
                new InternalTopics(
                        Map.of("ksql.hidden.topics", "mine-.*"),
                        "my-catalog",
                        TopicNames.unchanged());
        for (var topic :
                List.of(
                        "my-catalog",
                        "__consumer_offsets",
                        "_confluent-ksql-default_query_CTAS_X_1-Aggregate-changelog",
                        "_bottled-water-default-connect-configs")) {
            assertThat(internal.isHidden(topic)).as(topic).isTrue();
            assertThat(internal.isClosed(topic)).as(topic).isTrue();
        }
        assertThat(internal.isHidden("mine-1")).isTrue();
        assertThat(internal.isClosed("mine-1")).isFalse();
        assertThat(internal.isHidden("orders")).isFalse();
    }

    private record Prefixed(String prefix) implements TopicNames {
        @Override
        public String physicalTopic(String logical) {
            return logical.startsWith(prefix) ? logical : prefix + logical;
        }

        @Override
        public String logicalTopic(String physical) {
            return physical.startsWith(prefix) ? physical.substring(prefix.length()) : physical;
        }

        @Override
        public String physicalGroup(String logical) {
            return physicalTopic(logical);
        }
    }
}
