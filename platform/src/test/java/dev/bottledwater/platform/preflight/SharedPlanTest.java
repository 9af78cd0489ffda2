// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.heroku.DataApi;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a shared plan's users create through Heroku, and what they are told to create. */
class SharedPlanTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String PREFIX = HerokuPlan.SHARED.prefix();
    private static EmbeddedKafka broker;
    private static HerokuStandIn heroku;
    private static Admin admin;

    @BeforeAll
    static void launch() throws Exception {
        HerokuPlan plan = ((HerokuPlan.Shared) HerokuPlan.SHARED).withLimits(40, 120);
        broker = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withPlan(plan));
        heroku = HerokuStandIn.start(broker);
        admin = Admin.create(broker.adminProperties());
    }

    @AfterAll
    static void close() {
        admin.close(Duration.ZERO);
        heroku.close();
        broker.close();
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> vars = new HashMap<>(broker.configVars());
        vars.put("BW_SECRET", "a secret of more than 16 letters");
        vars.putAll(more);
        return Settings.from(ConfigVars.of(vars));
    }

    private static Settings withKey(String cluster, Map<String, String> more) {
        Map<String, String> vars = new HashMap<>(heroku.configVars());
        vars.put("BW_CLUSTER", cluster);
        vars.putAll(more);
        return settings(vars);
    }

    private static Set<String> topics() throws Exception {
        return new HashSet<>(admin.listTopics().names().get());
    }

    private static String policy(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
    }

    @Test
    void createsAllWithTheKeyAndNothingMore() throws Exception {
        Settings settings = withKey("red", Map.of());
        Set<String> topicsBefore = topics();
        Set<String> groupsBefore = heroku.groups();
        List<TopicNeed> topics = ServeNeeds.topics(settings);
        List<String> groups = ServeNeeds.groups(settings);
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            assertThat(provisioner.missing(topics, groups).topics()).hasSize(5);
            assertThat(provisioner.ensureTopics(topics)).isEmpty();
            assertThat(provisioner.ensureGroups(groups)).isEmpty();
            assertThat(provisioner.missing(topics, groups).nothing()).isTrue();

            int asked = heroku.requests().size();
            assertThat(provisioner.ensureTopics(topics)).isEmpty();
            assertThat(provisioner.ensureGroups(groups)).isEmpty();
            assertThat(heroku.requests()).as("nothing to ask for").hasSize(asked);
        }
        Set<String> created = topics();
        created.removeAll(topicsBefore);
        assertThat(created)
                .containsExactlyInAnyOrder(
                        PREFIX + "_bottled-water-red-catalog",
                        PREFIX + "_bottled-water-red-connect-configs",
                        PREFIX + "_bottled-water-red-connect-offsets",
                        PREFIX + "_bottled-water-red-connect-status",
                        PREFIX + "_bottled-water-red-peers");
        Set<String> createdGroups = new HashSet<>(heroku.groups());
        createdGroups.removeAll(groupsBefore);
        assertThat(createdGroups).containsExactly(PREFIX + "bottled-water-red-connect");
        assertThat(policy(PREFIX + "_bottled-water-red-connect-offsets"))
                .isEqualTo("compact,delete");
        assertThat(policy(PREFIX + "_bottled-water-red-catalog")).isEqualTo("delete");
    }

    @Test
    void printsCommandsOfWhichEachIsNeededAndNoOther() throws Exception {
        Settings settings = settings(Map.of("BW_CLUSTER", "blue"));
        List<TopicNeed> topics = ServeNeeds.topics(settings);
        List<String> groups = ServeNeeds.groups(settings);
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            assertThat(provisioner.ensureTopics(topics)).hasSize(5);
            assertThat(provisioner.ensureGroups(groups))
                    .extracting(Finding::remedy)
                    .containsExactly(
                            "Create it: heroku kafka:consumer-groups:create bottled-water-blue-connect");
            List<String> commands = provisioner.commands(provisioner.missing(topics, groups));
            assertThat(commands)
                    .contains(
                            "heroku kafka:topics:create _bottled-water-blue-connect-configs --partitions 1 --compaction",
                            "heroku kafka:topics:create _bottled-water-blue-catalog --partitions 1 --retention-time 7d");
            int before = topics().size();
            for (int run = 0; run < commands.size(); run++) {
                heroku.run(commands.get(run));
                List<String> rest = commands.subList(run + 1, commands.size());
                org.awaitility.Awaitility.await()
                        .atMost(TIMEOUT)
                        .until(
                                () ->
                                        provisioner
                                                .commands(provisioner.missing(topics, groups))
                                                .equals(rest));
            }
            assertThat(topics()).hasSize(before + 5);
            assertThat(provisioner.checkTopics(topics)).isEmpty();
            assertThat(provisioner.checkGroups(groups)).isEmpty();
        }
    }

    @Test
    void tellsEachFailureOfHerokuInOneSentence() {
        assertThat(failure(Map.of("HEROKU_API_KEY", "HRKU-wrong")))
                .isEqualTo("Heroku doesn't accept the key in HEROKU_API_KEY.");
        assertThat(failure(Map.of("HEROKU_APP_NAME", "another")))
                .isEqualTo(
                        "Heroku finds nothing when asked to list the add-ons of the app another:"
                                + " Couldn't find that resource.");
        assertThat(failure(Map.of("BW_KAFKA_ADDON", "another")))
                .isEqualTo(
                        "Heroku finds nothing when asked to find the add-on another: Couldn't find that resource.");
        assertThat(failure(Map.of("BW_KAFKA_ADDON", "8f1c2f5e-0000-4000-8000-00000000000f")))
                .isEqualTo(
                        "Heroku finds nothing when asked to show the cluster: Couldn't find that resource.");
        assertThat(failure(Map.of("HEROKU_APP_NAME", "")))
                .isEqualTo("HEROKU_API_KEY is set, but nothing tells which app this is.");
        assertThat(failure(Map.of("BW_HEROKU_TRUSTED_CERT", broker.authority().certificatePem())))
                .startsWith("localhost doesn't prove that it is Heroku: ");
        assertThat(failure(Map.of("HEROKU_HOST", "https://localhost:1")))
                .startsWith("Heroku's API at localhost can't be reached: ");
        Map<Integer, String> answers =
                Map.of(
                        403, "The key in HEROKU_API_KEY may not list the add-ons",
                        410, "The Kafka add-on is gone.",
                        429, "Heroku takes no more requests with this key for now.",
                        503,
                                "Heroku's API at localhost answers 503 when asked to list the add-ons");
        answers.forEach(
                (status, sentence) -> {
                    heroku.failWith(status);
                    try {
                        assertThat(failure(Map.of())).startsWith(sentence);
                    } finally {
                        heroku.failWith(0);
                    }
                });
    }

    /** The data API itself knows ids only. */
    @Test
    void findsTheAddOnByItsName() throws Exception {
        Settings named =
                withKey("grey", Map.of("HEROKU_APP_NAME", "", "BW_KAFKA_ADDON", "kafka-stand-in"));
        try (DataApi api = new DataApi(named.heroku().orElseThrow(), "KAFKA")) {
            assertThat(api.cluster().shared()).isTrue();
        }
    }

    /** What is said of a topic that nobody may create. */
    private static String failure(Map<String, String> more) {
        try (Provisioner provisioner = Provisioner.of(withKey("grey", more), TIMEOUT)) {
            List<Finding> findings =
                    provisioner.ensureTopics(List.of(TopicNeed.compacted("never", 1)));
            assertThat(findings).hasSize(1);
            assertThat(findings.getFirst().toString()).doesNotContain("HRKU-");
            return findings.getFirst().message();
        }
    }

    @Test
    void saysWhatThePlanDoesntAllow() {
        try (Provisioner provisioner = Provisioner.of(withKey("grey", Map.of()), TIMEOUT)) {
            assertThat(
                            provisioner.ensureTopics(
                                    List.of(
                                            TopicNeed.compacted("wide", 100),
                                            new TopicNeed(
                                                    "brief",
                                                    1,
                                                    CleanupPolicy.DELETE,
                                                    Duration.ofHours(1)),
                                            TopicNeed.compacted("fits", 1))))
                    .extracting(Finding::subject, Finding::message)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    PREFIX + "wide",
                                    "Heroku refuses to create the topic wide: this plan allows 120 partition"
                                            + " replicas."),
                            org.assertj.core.groups.Tuple.tuple(
                                    PREFIX + "brief",
                                    "Heroku refuses to create the topic brief: retention time must be at least"
                                            + " 86400000 ms."));
            assertThat(provisioner.checkTopics(List.of(TopicNeed.compacted("fits", 1)))).isEmpty();
        }
    }
}
