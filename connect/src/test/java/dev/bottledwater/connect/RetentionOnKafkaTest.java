// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.management.ObjectName;

/**
 * Connect on a shared plan, where whatever is compacted deletes by age as well: the connectors,
 * their states and offsets outlive the records that they were made of. Nor do connectors' topics
 * come by themselves there.
 */
@Timeout(600)
class RetentionOnKafkaTest {
    private static final Duration RETENTION = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path home;
    private static EmbeddedKafka kafka;
    private static HerokuStandIn heroku;

    @BeforeAll
    static void startKafka() throws Exception {
        TickPlugin.install(home.resolve("plugins"));
        kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults()
                                .withPlan(HerokuPlan.SHARED)
                                .withBrokerSetting("log.retention.check.interval.ms", "500")
                                .withBrokerSetting("log.initial.task.delay.ms", "500")
                                .withBrokerSetting("log.segment.delete.delay.ms", "500"));
        heroku = HerokuStandIn.start(kafka);
    }

    @AfterAll
    static void stopKafka() {
        heroku.close();
        kafka.close();
    }

    private static WorkerSettings settings(String cluster, Map<String, String> more) {
        var vars = new HashMap<>(heroku.configVars());
        vars.putAll(more);
        return TestSettings.of(kafka, cluster, home, vars);
    }

    private static ConnectSupervisor start(WorkerSettings settings) {
        var supervisor = new ConnectSupervisor(settings, RestClientFactory.DIRECT);
        supervisor.start();
        return supervisor;
    }

    private static RestCalls running(ConnectSupervisor supervisor) {
        await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Running);
        URI uri = supervisor.uri().orElseThrow();
        return new RestCalls(uri);
    }

    /** A connector that runs and writes next to nothing, and one that was stopped. */
    private static void fill(String cluster, RestCalls rest) throws Exception {
        for (var name : List.of("busy", "idle")) {
            heroku.run("heroku kafka:topics:create %s-%s --partitions 1".formatted(cluster, name));
            var created = rest.createTicks(name, cluster + "-" + name, ", \"pause.ms\": \"200\"");
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        }
        await().atMost(PATIENCE)
                .until(() -> new TestTopics(kafka).values(physical(cluster + "-idle")).size() > 2);
        assertThat(rest.put("/connectors/idle/stop").statusCode()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> offset(rest, "idle") > 0);
    }

    private static String physical(String topic) {
        return "smoothboulder-1234." + topic;
    }

    private static long offset(RestCalls rest, String connector) {
        String offsets = rest.get("/connectors/" + connector + "/offsets").body();
        String last = offsets.replaceAll("(?s).*\"last\":(\\d+).*", "$1");
        return last.equals(offsets) ? 0 : Long.parseLong(last);
    }

    /** As a shared plan does; nothing is compacted, so that it is age alone that deletes. */
    private static void keepFor(String millis, Collection<String> topics) {
        kafka.configureTopics(
                topics,
                Map.of("cleanup.policy", "delete", "retention.ms", millis, "segment.ms", "1000"));
    }

    private static Set<String> topics(WorkerSettings... all) {
        var names = new TreeSet<String>();
        for (var settings : all) {
            names.add(settings.names().connectConfigTopic());
            names.add(settings.names().connectOffsetTopic());
            names.add(settings.names().connectStatusTopic());
        }
        return names;
    }

    private static Set<TopicPartition> partitions(Admin admin, Set<String> topics)
            throws Exception {
        var partitions = new HashSet<TopicPartition>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) ->
                                topic.partitions()
                                        .forEach(
                                                p ->
                                                        partitions.add(
                                                                new TopicPartition(
                                                                        name, p.partition()))));
        return partitions;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec which) throws Exception {
        var specs = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(p -> specs.put(p, which));
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listOffsets(specs).all().get().forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }

    private static double startups(String group) throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        for (var name :
                server.queryNames(
                        new ObjectName("kafka.connect:type=connect-worker-metrics"), null)) {
            sum += (Double) server.getAttribute(name, group + "-startup-attempts-total");
        }
        return sum;
    }

    @Test
    void connectorsStatesAndOffsetsOutliveTheirRecords() throws Exception {
        var kept = settings("kept", Map.of("BW_TOPIC_RETENTION", RETENTION.toSeconds() + "s"));
        // Without the other the test would show nothing.
        var lost = settings("lost", Map.of("BW_TOPIC_RETENTION", "forever"));
        long idle;
        try (var admin = Admin.create(kafka.adminProperties())) {
            try (var keeper = start(kept);
                    var loser = start(lost)) {
                fill("kept", running(keeper));
                fill("lost", running(loser));
                var rest = running(keeper);
                idle = offset(rest, "idle");
                double connectors = startups("connector");
                double tasks = startups("task");
                var topics = topics(kept, lost);
                var all = partitions(admin, topics);
                keepFor(String.valueOf(RETENTION.toMillis()), topics);
                var now = offsets(admin, all, OffsetSpec.latest());
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(
                                () ->
                                        assertThat(offsets(admin, all, OffsetSpec.earliest()))
                                                .allSatisfy(
                                                        (p, offset) ->
                                                                assertThat(offset)
                                                                        .as(p.toString())
                                                                        .isGreaterThanOrEqualTo(
                                                                                now.get(p))));
                assertThat(startups("connector")).as("nothing was restarted").isEqualTo(connectors);
                assertThat(startups("task")).isEqualTo(tasks);
                assertThat(rest.get("/connectors/busy/status").body())
                        .contains("\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"");
                // What follows may take as long as it likes.
                keepFor("-1", topics);
            }
            int written = new TestTopics(kafka).values(physical("kept-busy")).size();
            try (var keeper = start(kept);
                    var loser = start(lost)) {
                var rest = running(keeper);
                assertThat(rest.get("/connectors").body()).contains("busy", "idle");
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(rest.get("/connectors/idle/status").body())
                                                .contains("STOPPED"));
                assertThat(offset(rest, "idle")).isEqualTo(idle);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(
                                                        new TestTopics(kafka)
                                                                .values(physical("kept-busy")))
                                                .hasSizeGreaterThan(written));
                assertThat(running(loser).get("/connectors").body()).isEqualTo("[]");
            }
        }
    }

    @Test
    void changedSettingsFindTheirTopicHoweverTheyCome() throws Exception {
        var topics = new TestTopics(kafka);
        try (var supervisor = start(settings("patched", Map.of()))) {
            var rest = running(supervisor);
            var created = rest.createTicks("patched", "first", "");
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            assertThat(topics.partitions(physical("first"))).isPositive();

            var patched = rest.patch("/connectors/patched/config", "{\"topic\": \"second\"}");

            assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
            assertThat(patched.body()).contains("\"topic\":\"second\"");
            assertThat(topics.partitions(physical("second"))).isPositive();
            assertThat(rest.patch("/connectors/nobody/config", "{}").statusCode()).isEqualTo(404);
        }
    }
}
