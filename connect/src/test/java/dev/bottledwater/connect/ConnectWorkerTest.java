// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.platform.Names;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The real worker against a real broker with TLS, client certificates and ACLs. */
@Timeout(600)
class ConnectWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path home;
    private static EmbeddedKafka kafka;
    private static TestTopics topics;

    @BeforeAll
    static void startKafka() {
        TickPlugin.install(home.resolve("plugins"));
        kafka = EmbeddedKafka.launch();
        topics = new TestTopics(kafka);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static ConnectSupervisor start(WorkerSettings settings) {
        ConnectSupervisor supervisor =
                new ConnectSupervisor(
                        settings,
                        RestClientFactory.DIRECT,
                        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1)));
        supervisor.start();
        return supervisor;
    }

    private static URI running(ConnectSupervisor supervisor) {
        await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Running);
        return supervisor.uri().orElseThrow();
    }

    @Test
    void startsFromConfigVarsAndAnswersOnLoopbackOnly() throws Exception {
        WorkerSettings settings = TestSettings.of(kafka, "fresh", home);
        try (ConnectSupervisor supervisor = start(settings)) {
            URI uri = running(supervisor);
            RestCalls rest = new RestCalls(uri);

            assertThat(uri.getHost()).isEqualTo("127.0.0.1");
            assertThat(rest.get("/").body()).contains("\"version\":\"4.3.1\"", "kafka_cluster_id");
            assertThat(rest.get("/connector-plugins").body()).contains("tick.TickSource", "1.2.3");
            assertThat(topics.partitions(settings.names().connectConfigTopic())).isEqualTo(1);
            assertThat(topics.partitions(settings.names().connectOffsetTopic())).isEqualTo(5);
            assertThat(topics.cleanupPolicy(settings.names().connectStatusTopic()))
                    .isEqualTo("compact");
            for (InetAddress address : otherAddresses()) {
                assertThatThrownBy(() -> connect(address, uri.getPort()))
                        .as("Connect's REST must not be reachable at %s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private static List<InetAddress> otherAddresses() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static void connect(InetAddress address, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
        }
    }

    @Test
    void settingsNameConfigVarsThatAreListed() {
        WorkerSettings settings =
                TestSettings.of(
                        kafka,
                        "values",
                        home,
                        Map.of("TICK_TOPIC", "named-ticks", "BW_CONNECTOR_VARS", "TICK_*"));
        try (ConnectSupervisor supervisor = start(settings)) {
            RestCalls rest = new RestCalls(running(supervisor));
            assertThat(rest.createTicks("named", "${env:TICK_TOPIC}", "").statusCode())
                    .isEqualTo(201);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> topics.values("named-ticks").size() > 1);
            assertThat(rest.get("/connectors/named").body())
                    .contains("${env:TICK_TOPIC}")
                    .doesNotContain("named-ticks");

            var refused = rest.createTicks("thief", "${env:BW_PASSWORD}", "");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body())
                    .contains("Connectors may not read the config var BW_PASSWORD")
                    .doesNotContain("long-enough-password");
        }
    }

    @Test
    void aConnectorGoesOnWhereTheLastStartCommitted() {
        WorkerSettings settings = TestSettings.of(kafka, "ticks", home);
        try (ConnectSupervisor supervisor = start(settings)) {
            RestCalls rest = new RestCalls(running(supervisor));
            assertThat(rest.createTicks("ticks", "ticks", "").statusCode()).isEqualTo(201);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    rest.get("/connectors/ticks/status")
                                            .body()
                                            .contains(
                                                    "\"tasks\":[{\"id\":0,\"state\":\"RUNNING\""));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> topics.values("ticks").size() > 20);

            Instant closing = Instant.now();
            supervisor.close();
            assertThat(Duration.between(closing, Instant.now()))
                    .isLessThan(ConnectWorker.STOP_DEADLINE);
            assertThat(supervisor.state()).isEqualTo(new WorkerState.Stopped());
        }
        int written = topics.values("ticks").size();
        try (ConnectSupervisor supervisor = start(TestSettings.of(kafka, "ticks", home))) {
            running(supervisor);
            await().atMost(PATIENCE).until(() -> topics.values("ticks").size() > written + 20);
        }
        List<String> values = topics.values("ticks");
        assertThat(values)
                .as("nothing lost, nothing twice")
                .isEqualTo(
                        LongStream.rangeClosed(1, values.size()).mapToObj(Long::toString).toList());
    }

    @Test
    void aFatalErrorOfTheHerderIsReportedAndDoesNotEndTheProcess() throws Exception {
        WorkerSettings settings = TestSettings.of(kafka, "fatal", home);
        topics.create(settings.names().connectConfigTopic(), 3);

        ConnectWorker worker = ConnectWorker.start(settings);
        Throwable failure = worker.whenFailed().get(60, TimeUnit.SECONDS);
        Instant closing = Instant.now();
        worker.close();

        assertThat(failure)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("single partition");
        assertThat(FailureReason.of(failure, settings))
                .startsWith("Connect refuses its configuration: ")
                .contains(settings.names().connectConfigTopic());
        assertThat(Duration.between(closing, Instant.now()))
                .as("the herder's stop must not wait for its own thread")
                .isLessThan(ConnectWorker.STOP_DEADLINE);
        assertThatThrownBy(() -> Exit.exit(1))
                .isInstanceOf(ProcessGuard.ExitRefusedException.class);
        assertThatThrownBy(() -> Exit.halt(1))
                .isInstanceOf(ProcessGuard.ExitRefusedException.class);
    }

    @Test
    void recoversWhenTheCauseIsMended() throws Exception {
        WorkerSettings settings = TestSettings.of(kafka, "mended", home);
        String configTopic = settings.names().connectConfigTopic();
        topics.create(configTopic, 3);
        try (ConnectSupervisor supervisor = start(settings)) {
            await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Failed);
            WorkerState.Failed failed = (WorkerState.Failed) supervisor.state();
            assertThat(failed.reason())
                    .contains(
                            configTopic,
                            "3 partitions",
                            "must have 1",
                            "heroku kafka:topics:create")
                    .doesNotContain("PRIVATE KEY");

            topics.delete(configTopic);

            running(supervisor);
            assertThat(topics.partitions(configTopic)).isEqualTo(1);
        }
    }

    @Test
    void clustersOnOneKafkaDoNotDisturbEachOther() {
        try (ConnectSupervisor one = start(TestSettings.of(kafka, "one", home));
                ConnectSupervisor two = start(TestSettings.of(kafka, "two", home))) {
            RestCalls restOfOne = new RestCalls(running(one));
            RestCalls restOfTwo = new RestCalls(running(two));

            assertThat(restOfOne.createTicks("same-name", "of-one", "").statusCode())
                    .isEqualTo(201);
            assertThat(restOfTwo.get("/connectors").body()).isEqualTo("[]");
            assertThat(restOfTwo.createTicks("same-name", "of-two", "").statusCode())
                    .isEqualTo(201);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> topics.values("of-two").size() > 3);

            two.close();
            int before = topics.values("of-one").size();

            await().atMost(PATIENCE).until(() -> topics.values("of-one").size() > before + 10);
            assertThat(restOfOne.get("/connectors").body()).isEqualTo("[\"same-name\"]");
            assertThat(one.state()).isInstanceOf(WorkerState.Running.class);
        }
    }

    @Test
    void namesEveryErrorOfAConfigurationThatHasGaps() {
        try (ConnectSupervisor supervisor = start(TestSettings.of(kafka, "gaps", home))) {
            RestCalls rest = new RestCalls(running(supervisor));

            HttpResponse<String> answer =
                    rest.post(
                            "/connectors",
                            """
                            {"name": "gaps", "config": {"connector.class": "%s"}}"""
                                    .formatted(TickPlugin.CONNECTOR_CLASS));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("The topic is missing");
        }
    }

    @Test
    void mistakesInTheBodyAreExplained() {
        try (ConnectSupervisor supervisor = start(TestSettings.of(kafka, "bodies", home))) {
            RestCalls rest = new RestCalls(running(supervisor));

            assertThat(explained(rest.post("/connectors", "{\"name\": nope")).body())
                    .contains("isn't the JSON that Connect expects (line 1, column 10)");
            assertThat(explained(rest.post("/connectors", "{\"name\": \"a\"}")).body())
                    .contains("needs a \\\"name\\\" and a \\\"config\\\"");
            assertThat(
                            explained(
                                            rest.post(
                                                    "/connectors",
                                                    "{\"name\": \"a\", \"config\": {\"connector.class\": \"tick.TickSorce\"}}"))
                                    .body())
                    .contains("Did you mean tick.TickSource?");
        }
    }

    @Test
    void whatNoConnectorMayHaveIsRefusedWithItsField() {
        WorkerSettings settings = TestSettings.of(kafka, "forbidden", home);
        try (ConnectSupervisor supervisor = start(settings)) {
            RestCalls rest = new RestCalls(running(supervisor));
            String sink =
                    "{\"name\": \"s\", \"config\": {\"connector.class\": \"tick.TickSink\", %s}}";
            Map<String, String> refused =
                    Map.of(
                            "\"topics\": \"a,%s\"".formatted(settings.names().connectConfigTopic()),
                            "topics of this program's own",
                            "\"topics.regex\": \".*-configs\"",
                            "topics of this program's own",
                            "\"topics\": \"a\", \"errors.deadletterqueue.topic.name\": \"%s\""
                                    .formatted(settings.names().catalogTopic()),
                            "topics of this program's own",
                            "\"topics\": \"a\", \"consumer.override.group.id\": \"%s\""
                                    .formatted(settings.names().connectGroup()),
                            "the group of the Connect workers",
                            "\"topics\": \"a\", \"password\": \"${file:/etc/passwd:root}\"",
                            "names a value of 'file', which isn't set up",
                            "\"topics\": \"a\", \"tasks.max\": \"many\"",
                            "Invalid value many for configuration tasks.max: Not a number of type INT");
            refused.forEach(
                    (config, reason) -> {
                        var answer = rest.post("/connectors", sink.formatted(config));
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
                        assertThat(answer.body()).as(config).contains(reason);
                    });
            assertThat(rest.get("/connectors").body()).isEqualTo("[]");
        }
    }

    private static ConnectErrorHints.Answer explained(HttpResponse<String> response) {
        ConnectErrorHints.Answer answer =
                ConnectErrorHints.explain(response.statusCode(), response.body());
        assertThat(answer.status()).isEqualTo(400);
        return answer;
    }

    @Test
    void missingTopicsEndInTheCommandsThatCreateThem() throws Exception {
        try (EmbeddedKafka strict =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED))) {
            WorkerSettings settings = TestSettings.of(strict, "strict", home);
            Names names = settings.names();
            try (ConnectSupervisor supervisor = start(settings)) {
                await().atMost(PATIENCE)
                        .until(() -> supervisor.state() instanceof WorkerState.Failed);
                assertThat(((WorkerState.Failed) supervisor.state()).reason())
                        .contains(
                                "heroku kafka:topics:create "
                                        + names.connectConfigTopic()
                                        + " --partitions 1 --compaction",
                                "heroku kafka:topics:create " + names.connectOffsetTopic(),
                                "heroku kafka:topics:create " + names.connectStatusTopic());

                TestTopics tools = new TestTopics(strict);
                tools.create(names.connectConfigTopic(), 1);
                tools.create(names.connectOffsetTopic(), 2);
                tools.create(names.connectStatusTopic(), 1);
                running(supervisor);
            }
        }
    }

    @Test
    void waitsForABrokerThatIsAway() {
        try (EmbeddedKafka late = EmbeddedKafka.launch()) {
            late.stop();
            try (ConnectSupervisor supervisor = start(TestSettings.of(late, "late", home))) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> supervisor.state() instanceof WorkerState.Failed);
                assertThat(((WorkerState.Failed) supervisor.state()).reason())
                        .contains("No broker in KAFKA_URL can be reached");

                late.start();

                running(supervisor);
            }
        }
    }

    @Test
    void aConnectorCannotReadTheEnvironmentThroughItsClients() {
        try (ConnectSupervisor supervisor = start(TestSettings.of(kafka, "providers", home))) {
            RestCalls rest = new RestCalls(running(supervisor));
            rest.createTicks(
                    "thief",
                    "stolen",
                    """
                    , "producer.override.config.providers": "own",
                    "producer.override.config.providers.own.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
                    "producer.override.client.id": "${own:PATH}" """);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(rest.get("/connectors/thief/status").body())
                                            .contains("EnvVarConfigProvider is not allowed"));
        }
    }
}
