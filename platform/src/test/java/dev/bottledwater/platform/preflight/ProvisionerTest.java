// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

class ProvisionerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static EmbeddedKafka broker;
    private static Admin admin;

    @BeforeAll
    static void launch() {
        broker = EmbeddedKafka.launch();
        admin = Admin.create(broker.adminProperties());
    }

    @AfterAll
    static void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }

    /** Opens one for the app itself, which may describe and create topics and nothing else. */
    private static Provisioner ofApp(String prefix) {
        KafkaSettings kafka = Settings.from(ConfigVars.of(broker.configVars())).kafka();
        return new Provisioner(kafka, new Names(prefix, "default"), TIMEOUT);
    }

    /** Opens one that may also look at configurations. */
    private static Provisioner ofSuperuser() {
        Map<String, String> properties =
                broker.adminProperties().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> entry.getValue().toString()));
        KafkaSettings kafka =
                new KafkaSettings(
                        "KAFKA",
                        List.of(broker.bootstrapServers()),
                        "",
                        KafkaAuth.CERTIFICATE,
                        properties);
        return new Provisioner(kafka, new Names("", "default"), TIMEOUT);
    }

    private static TopicDescription topic(String name)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(name)).topicNameValues().get(name).get();
    }

    private static String config(String topic, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
        return config.get(name).value();
    }

    private static void create(String name, int partitions, Map<String, String> configs) {
        broker.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)));
    }

    @Test
    void createsWhatIsMissingBehindThePrefix() throws Exception {
        List<TopicNeed> needs =
                List.of(
                        TopicNeed.compacted("made.configs", 1),
                        new TopicNeed(
                                "p1.made.events", 3, CleanupPolicy.DELETE, Duration.ofHours(2)),
                        new TopicNeed("made.log", 1, CleanupPolicy.DELETE, TopicNeed.UNLIMITED),
                        new TopicNeed(
                                "made.table", 2, CleanupPolicy.COMPACT_DELETE, Duration.ofDays(1)));
        try (Provisioner provisioner = ofApp("p1.")) {
            assertThat(provisioner.ensureTopics(needs)).isEmpty();
            assertThat(topic("p1.made.configs").partitions()).hasSize(1);
            assertThat(config("p1.made.configs", "cleanup.policy")).isEqualTo("compact");
            assertThat(topic("p1.made.events").partitions()).hasSize(3);
            assertThat(config("p1.made.events", "cleanup.policy")).isEqualTo("delete");
            assertThat(config("p1.made.events", "retention.ms")).isEqualTo("7200000");
            assertThat(config("p1.made.log", "retention.ms")).isEqualTo("-1");
            assertThat(config("p1.made.table", "cleanup.policy")).isEqualTo("compact,delete");
            assertThat(config("p1.made.table", "retention.ms")).isEqualTo("86400000");
            assertThat(provisioner.ensureTopics(needs)).isEmpty();
            assertThat(provisioner.checkTopics(needs)).isEmpty();
        }
    }

    @Test
    void checksWithoutCreating() throws Exception {
        try (Provisioner provisioner = ofApp("")) {
            assertThat(provisioner.checkTopics(List.of(TopicNeed.compacted("absent", 1))))
                    .containsExactly(
                            new Finding(
                                    Severity.ERROR,
                                    "absent",
                                    "The topic absent doesn't exist.",
                                    "Create it: heroku kafka:topics:create absent --partitions 1 --compaction"));
        }
        assertThat(admin.listTopics().names().get()).doesNotContain("absent");
    }

    @Test
    void knowsWhichExpressionsMatchNoTopic() throws Exception {
        broker.createTopic("regex.orders", 1);
        KafkaSettings kafka = Settings.from(ConfigVars.of(broker.configVars())).kafka();
        assertThat(TopicPatterns.noneMatches(kafka, "regex\\..*", TIMEOUT)).isFalse();
        assertThat(TopicPatterns.noneMatches(kafka, "orders", TIMEOUT)).isTrue();
        assertThat(TopicPatterns.noneMatches(kafka, "regex[", TIMEOUT))
                .as("the connector says so")
                .isFalse();
    }

    @Test
    void tellsAWrongNumberOfPartitions() throws Exception {
        create("three", 3, Map.of());
        try (Provisioner provisioner = ofApp("")) {
            TopicNeed one = TopicNeed.compacted("three", 1);
            assertThat(provisioner.ensureTopics(List.of(one)))
                    .containsExactly(
                            new Finding(
                                    Severity.ERROR,
                                    "three",
                                    "The topic three has 3 partitions but must have 1.",
                                    "A topic keeps its number of partitions, so if nothing in it is needed create it anew: "
                                            + "heroku kafka:topics:destroy three && heroku kafka:topics:create three "
                                            + "--partitions 1 --compaction"));
            assertThat(provisioner.ensureTopics(List.of(one.withAnyPartitions()))).isEmpty();
        }
    }

    @Test
    void comparesCleanupPoliciesWhereItMayLookAtThem() throws Exception {
        create("policy.delete", 1, Map.of("cleanup.policy", "delete"));
        create("policy.both", 1, Map.of("cleanup.policy", "compact,delete"));
        create("policy.compact", 1, Map.of("cleanup.policy", "compact"));
        List<TopicNeed> needs =
                List.of(
                        TopicNeed.compacted("policy.delete", 1),
                        TopicNeed.compacted("policy.both", 1),
                        TopicNeed.compacted("policy.compact", 1),
                        new TopicNeed(
                                "policy.compact", 1, CleanupPolicy.DELETE, Duration.ofDays(1)));
        try (Provisioner provisioner = ofSuperuser()) {
            assertThat(provisioner.ensureTopics(needs.subList(0, 3)))
                    .containsExactly(
                            new Finding(
                                    Severity.ERROR,
                                    "policy.delete",
                                    "The topic policy.delete isn't compacted (cleanup.policy is delete), so what is in "
                                            + "it would be lost with time.",
                                    "Compact it: heroku kafka:topics:compaction policy.delete enable"),
                            new Finding(
                                    Severity.WARNING,
                                    "policy.both",
                                    "The topic policy.both also deletes by age (cleanup.policy is compact,delete), so "
                                            + "keys that aren't written again are lost with time.",
                                    "Set BW_TOPIC_RETENTION to the topic's retention, so that what is live is written anew in time (on shared plans 24h is taken where nothing is set)."));
            assertThat(provisioner.ensureTopics(needs.subList(3, 4)))
                    .extracting(Finding::message)
                    .containsExactly(
                            "The topic policy.compact is compacted (cleanup.policy is compact), so older "
                                    + "records of a key would be lost.");
        }
        try (Provisioner provisioner = ofApp("")) {
            assertThat(provisioner.ensureTopics(needs.subList(0, 1))).isEmpty();
        }
    }

    @Test
    void refusesNamesThatNoTopicCanHave() {
        try (Provisioner provisioner = ofApp("")) {
            assertThat(provisioner.ensureTopics(List.of(TopicNeed.compacted("not a name", 1))))
                    .containsExactly(
                            new Finding(
                                    Severity.ERROR,
                                    "not a name",
                                    "'not a name' can't be a topic's name.",
                                    "Use at most 249 letters, digits, dots, underscores and hyphens."));
        }
    }

    @Test
    void survivesAnotherInstanceThatIsQuicker() throws Exception {
        List<TopicNeed> needs =
                List.of(TopicNeed.compacted("raced.a", 1), TopicNeed.compacted("raced.b", 4));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Finding>>> racers =
                    Collections.nCopies(
                            6,
                            () -> {
                                try (Provisioner provisioner = ofApp("")) {
                                    return provisioner.ensureTopics(needs);
                                }
                            });
            for (Future<List<Finding>> racer : threads.invokeAll(racers)) {
                assertThat(racer.get()).isEmpty();
            }
        }
        assertThat(topic("raced.b").partitions()).hasSize(4);
    }

    @Test
    void tellsOnceThatTheBrokersAreGone() {
        Settings settings =
                Settings.from(ConfigVars.of(Map.of("KAFKA_URL", "kafka://127.0.0.1:1")));
        try (Provisioner provisioner =
                new Provisioner(settings.kafka(), settings.names(), Duration.ofSeconds(1))) {
            assertThat(
                            provisioner.ensureTopics(
                                    List.of(
                                            TopicNeed.compacted("a", 1),
                                            TopicNeed.compacted("b", 1))))
                    .extracting(Finding::subject)
                    .containsExactly("KAFKA_URL");
        }
    }

    @Test
    void findsNothingWrongWithGroupsThatMayBeUsed() {
        try (Provisioner provisioner = ofApp("")) {
            assertThat(provisioner.checkGroups(List.of("unused-group"))).isEmpty();
        }
    }
}
