// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.heroku.DataApi;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans whose users may not create topics, and those that give rights to names with a prefix only.
 */
class StrictPlanTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static KafkaSettings kafka(EmbeddedKafka broker, Map<String, String> more) {
        Map<String, String> vars = new HashMap<>(broker.configVars());
        vars.putAll(more);
        return Settings.from(ConfigVars.of(vars)).kafka();
    }

    @Test
    void givesTheCommandWhereCreationIsDenied() throws Exception {
        EmbeddedKafkaOptions options =
                EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED);
        try (EmbeddedKafka broker = EmbeddedKafka.launch(options)) {
            KafkaSettings kafka = kafka(broker, Map.of());
            broker.createTopic("there", 1);
            broker.createTopic("_bottled-water-default-catalog", 1);
            assertThat(Preflight.check(kafka, TIMEOUT)).isEmpty();
            Map<String, String> renamed = new HashMap<>(broker.configVars());
            renamed.put("HEROKU_APP_NAME", "my-pipeline");
            assertThat(Preflight.check(Settings.from(ConfigVars.of(renamed)), TIMEOUT))
                    .extracting(Finding::subject)
                    .containsExactly("BW_CLUSTER");
            renamed.put("BW_CLUSTER", "my-pipeline");
            assertThat(Preflight.check(Settings.from(ConfigVars.of(renamed)), TIMEOUT)).isEmpty();
            try (Provisioner provisioner =
                    new Provisioner(kafka, new Names("", "default"), TIMEOUT)) {
                List<Finding> findings =
                        provisioner.ensureTopics(
                                List.of(
                                        TopicNeed.compacted("there", 1),
                                        TopicNeed.compacted("absent", 1),
                                        new TopicNeed(
                                                "events",
                                                6,
                                                CleanupPolicy.DELETE,
                                                Duration.ofDays(7))));
                assertThat(findings)
                        .containsExactly(
                                new Finding(
                                        Severity.ERROR,
                                        "absent",
                                        "The topic absent doesn't exist, and the Kafka user may not create it.",
                                        "Create it: heroku kafka:topics:create absent --partitions 1 --compaction"),
                                new Finding(
                                        Severity.ERROR,
                                        "events",
                                        "The topic events doesn't exist, and the Kafka user may not create it.",
                                        "Create it: heroku kafka:topics:create events --partitions 6 "
                                                + "--retention-time 7d"));
            }
        }
    }

    @Test
    void createsThroughHerokuWhereCreationIsDenied() throws Exception {
        EmbeddedKafkaOptions options =
                EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED);
        try (EmbeddedKafka broker = EmbeddedKafka.launch(options);
                HerokuStandIn heroku = HerokuStandIn.start(broker)) {
            Map<String, String> vars = new HashMap<>(broker.configVars());
            vars.putAll(heroku.configVars());
            Settings settings = Settings.from(ConfigVars.of(vars));
            try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT);
                    DataApi api = new DataApi(settings.heroku().orElseThrow(), "KAFKA")) {
                assertThat(provisioner.mayCreateTopics()).isFalse();
                assertThat(provisioner.ensureTopics(List.of(TopicNeed.compacted("absent", 2))))
                        .isEmpty();
                assertThat(provisioner.ensureGroups(List.of("any"))).isEmpty();
                assertThat(heroku.requests())
                        .as("groups need no creation")
                        .noneMatch(request -> request.endsWith("/consumer_groups"));
                assertThat(api.createGroup("any")).isFalse();
                assertThat(api.cluster().hasTopic("absent")).isTrue();
                assertThat(api.cluster().shared()).isFalse();
            }
        }
    }

    @Test
    void tellsAPrefixThatIsMissingOrWrong() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.launch()) {
            confine(broker, "boulder-1.");
            assertThat(Preflight.check(kafka(broker, Map.of()), TIMEOUT))
                    .containsExactly(
                            new Finding(
                                    Severity.ERROR,
                                    "KAFKA_PREFIX",
                                    "The Kafka user has no right to topics without a prefix, and KAFKA_PREFIX isn't set.",
                                    "Set KAFKA_PREFIX to the prefix that heroku kafka:info shows."));
            assertThat(Preflight.check(kafka(broker, Map.of("KAFKA_PREFIX", "pebble-2.")), TIMEOUT))
                    .extracting(Finding::message)
                    .containsExactly(
                            "The Kafka user has no right to topics that begin with 'pebble-2.'.");

            KafkaSettings right = kafka(broker, Map.of("KAFKA_PREFIX", "boulder-1."));
            assertThat(Preflight.check(right, TIMEOUT)).isEmpty();
            try (Provisioner provisioner =
                    new Provisioner(right, new Names("boulder-1.", "default"), TIMEOUT)) {
                assertThat(provisioner.checkGroups(List.of("connect"))).isEmpty();
                assertThat(provisioner.ensureTopics(List.of(TopicNeed.compacted("absent", 1))))
                        .extracting(Finding::subject, Finding::remedy)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(
                                        "boulder-1.absent",
                                        "Create it: heroku kafka:topics:create absent --partitions 1 --compaction"));
            }
            try (Provisioner outside = new Provisioner(right, new Names("", "default"), TIMEOUT)) {
                assertThat(outside.checkGroups(List.of("connect")))
                        .containsExactly(
                                new Finding(
                                        Severity.ERROR,
                                        "connect",
                                        "The Kafka user has no right to the consumer group connect.",
                                        "Create it: heroku kafka:consumer-groups:create connect"));
                assertThat(outside.ensureTopics(List.of(TopicNeed.compacted("absent", 1))))
                        .extracting(Finding::message)
                        .containsExactly("The Kafka user has no right to the topic absent.");
            }
        }
    }

    /** Leaves rights to names with the prefix alone, as the multi-tenant plans do. */
    private static void confine(EmbeddedKafka broker, String prefix) {
        String principal = broker.principal();
        broker.revoke(AclBindingFilter.ANY);
        broker.grant(
                List.of(
                        allow(principal, ResourceType.TOPIC, prefix, AclOperation.READ),
                        allow(principal, ResourceType.TOPIC, prefix, AclOperation.WRITE),
                        allow(principal, ResourceType.TOPIC, prefix, AclOperation.DESCRIBE),
                        allow(principal, ResourceType.GROUP, prefix, AclOperation.READ),
                        allow(principal, ResourceType.GROUP, prefix, AclOperation.DESCRIBE)));
    }

    private static AclBinding allow(
            String principal, ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }
}
