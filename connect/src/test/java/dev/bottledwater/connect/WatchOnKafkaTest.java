// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.connect.watch.WatchSettings;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The watch over connectors of a real worker, on a dedicated plan that lets nobody create topics.
 */
@Timeout(600)
class WatchOnKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path home;
    private static EmbeddedKafka kafka;
    private static TestTopics topics;
    private static ConnectSupervisor supervisor;
    private static RestCalls rest;

    @BeforeAll
    static void start() throws Exception {
        TickPlugin.install(home.resolve("plugins"));
        kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED));
        topics = new TestTopics(kafka);
        var files = Files.createDirectories(home.resolve("connectors"));
        Files.writeString(
                files.resolve("declared.json"),
                """
                {"name": "declared", "config": {
                  "connector.class": "%s", "topic": "there"}}
                """
                        .formatted(TickPlugin.CONNECTOR_CLASS));
        Files.writeString(
                files.resolve("mistaken.json"),
                """
                {"connector.class": "%s",
                 "topic": "there",
                 "tasks.max": "many"}
                """
                        .formatted(TickPlugin.CONNECTOR_CLASS));
        var settings =
                TestSettings.of(kafka, "watch", home, Map.of("BW_CONNECTORS_DIR", files.toString()))
                        .withWatch(
                                new WatchSettings(
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        new Backoff(
                                                Duration.ofMillis(500), Duration.ofSeconds(2))));
        for (var need : settings.topics()) {
            topics.create(need.name(), need.partitions());
        }
        topics.create("there", 1, "delete");
        supervisor = new ConnectSupervisor(settings, RestClientFactory.DIRECT);
        supervisor.start();
        await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Running);
        rest = new RestCalls(supervisor.uri().orElseThrow());
    }

    @AfterAll
    static void stop() {
        supervisor.close();
        kafka.close();
    }

    private static void create(String name, String topic, String more) {
        var created =
                settled(
                        "/connectors",
                        """
                        {"name": "%s", "config": {"connector.class": "%s", "topic": "%s"%s}}
                        """
                                .formatted(name, TickPlugin.CONNECTOR_CLASS, topic, more));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    /**
     * The answer once the worker isn't busy with what was created before: it refuses then (409).
     */
    private static HttpResponse<String> settled(String path, String json) {
        return await().atMost(PATIENCE)
                .until(() -> rest.post(path, json), answer -> answer.statusCode() != 409);
    }

    private static List<ConnectorProblem> problems(String connector) {
        return supervisor.problems().stream()
                .filter(problem -> problem.connector().equals(connector))
                .toList();
    }

    private static void awaitTask(String connector, String state) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                rest.get("/connectors/" + connector + "/status")
                                        .body()
                                        .contains("\"tasks\":[{\"id\":0,\"state\":\"" + state));
    }

    @Test
    void aSourceWhoseTopicIsNotThereIsToldOfAndGoesOnWhenItIs() throws Exception {
        create("blocked", "absent", "");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(problems("blocked"))
                                        .singleElement()
                                        .satisfies(
                                                p ->
                                                        assertThat(p.toString())
                                                                .startsWith(
                                                                        "Task 0 of the connector blocked has read records and can't write them since ")
                                                                .endsWith(
                                                                        "because its topic isn't there. Create the topic absent: heroku kafka:topics:create absent --partitions 1 --retention-time 7d")));
        awaitTask("blocked", "RUNNING");
        topics.create("absent", 1, "delete");
        await().atMost(PATIENCE).until(() -> problems("blocked").isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.values("absent")).isNotEmpty());
    }

    @Test
    void whatFilesDeclareIsThereAndWhatIsWrongInThemIsTold() {
        awaitTask("declared", "RUNNING");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(supervisor.problems())
                                        .anySatisfy(
                                                p ->
                                                        assertThat(p.problem())
                                                                .isEqualTo(
                                                                        "mistaken.json, line 3: tasks.max: Invalid value many for configuration tasks.max: Not a number of type INT")));
        assertThat(rest.get("/connectors/mistaken").statusCode()).isEqualTo(404);
    }

    @Test
    void whatMayPassIsRestartedUntilItHasPassed() throws Exception {
        var outage = home.resolve("outage");
        Files.writeString(outage, "Connection to db:5432 refused.");
        create("outage", "there", ", \"fail.file\": \"" + outage + "\"");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(problems("outage"))
                                        .anySatisfy(
                                                p -> {
                                                    assertThat(p.restarts()).isPositive();
                                                    assertThat(p.nextRestart()).isNotNull();
                                                    assertThat(p.problem())
                                                            .contains(
                                                                    "failed on web-1-",
                                                                    "Connection to db:5432 refused.");
                                                    assertThat(p.remedy())
                                                            .contains("database.hostname");
                                                }));
        Files.delete(outage);
        awaitTask("outage", "RUNNING");
        await().atMost(PATIENCE).until(() -> problems("outage").isEmpty());
    }

    private static void createPostgres(String prefix) {
        var created =
                settled(
                        "/connectors",
                        """
                        {"name": "%s", "config": {"connector.class": "%s", "topic": "there", "topic.prefix": "%1$s", "pause.ms": "2000"}}
                        """
                                .formatted(prefix, TickPlugin.POSTGRES_CLASS));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        awaitTask(prefix, "RUNNING");
        assertThat(rest.get("/connectors/" + prefix + "/config").body())
                .as("the settings stay as they were sent")
                .doesNotContain("heartbeat");
    }

    private static void awaitHeartbeats(String connector) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                rest.get("/connectors/" + connector + "/tasks")
                                        .body()
                                        .contains("\"heartbeat.interval.ms\":\"10000\""));
    }

    @Test
    void debeziumOnPostgresHasHeartbeatsWhereTheirTopicCanBeCreated() throws Exception {
        kafka.grant(
                List.of(
                        new AclBinding(
                                new ResourcePattern(
                                        ResourceType.TOPIC,
                                        "__debezium-heartbeat.made",
                                        PatternType.LITERAL),
                                new AccessControlEntry(
                                        kafka.principal(),
                                        "*",
                                        AclOperation.CREATE,
                                        AclPermissionType.ALLOW))));
        createPostgres("made");
        awaitHeartbeats("made");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(problems("made"))
                                        .as("what isn't Debezium is never known to be connected")
                                        .singleElement()
                                        .satisfies(
                                                p ->
                                                        assertThat(p.problem())
                                                                .contains(
                                                                        "no connection to its database")));
        assertThat(topics.partitions("__debezium-heartbeat.made")).isEqualTo(1);
    }

    @Test
    void debeziumOnPostgresHasNoHeartbeatsUntilTheirTopicIsThere() {
        createPostgres("quiet");
        assertThat(rest.get("/connectors/quiet/tasks").body())
                .contains("topic.prefix")
                .doesNotContain("heartbeat");
        topics.create("__debezium-heartbeat.quiet", 1, "delete");
        assertThat(settled("/connectors/quiet/restart?includeTasks=true", "").statusCode())
                .isEqualTo(202);
        awaitHeartbeats("quiet");
        awaitTask("quiet", "RUNNING");
    }

    @Test
    void whatSomebodyMustMendIsNotRestarted() throws Exception {
        var wrong = home.resolve("wrong");
        Files.writeString(wrong, "FATAL: password authentication failed for user \"u\"");
        create("wrong", "there", ", \"fail.file\": \"" + wrong + "\"");
        await().atMost(PATIENCE).until(() -> !problems("wrong").isEmpty());
        Files.delete(wrong);
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(
                        () ->
                                problems("wrong").stream()
                                        .allMatch(
                                                p -> p.restarts() == 0 && p.nextRestart() == null));
        awaitTask("wrong", "FAILED");
    }
}
