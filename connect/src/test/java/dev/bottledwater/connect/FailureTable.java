// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.connect.sibling.SiblingRestClient;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.devkit.tls.PemKeyForm;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Fails in every way that Connect is known to fail in, and measures when the user has which
 * message. Prints the table of docs/operations.md. Not part of the build, as it takes minutes:
 * CONTRIBUTING.md says how it is run.
 */
class FailureTable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> ROWS = new ArrayList<>();

    @TempDir static Path home;
    private static EmbeddedKafka dedicated;
    private static EmbeddedKafka shared;
    private static HerokuStandIn heroku;

    @BeforeAll
    static void launch() throws Exception {
        TickPlugin.install(home.resolve("plugins"));
        dedicated =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED));
        shared = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.SHARED));
        heroku = HerokuStandIn.start(shared);
    }

    @AfterAll
    static void print() {
        heroku.close();
        shared.close();
        dedicated.close();
        System.out.println("| what fails | what is said | after |\n|---|---|---|");
        ROWS.stream().sorted().forEach(System.out::println);
    }

    /** Takes the time from now until something is said. */
    private static String row(String failure, String expected, Callable<String> said)
            throws Exception {
        long start = System.nanoTime();
        String[] last = {""};
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(
                        () -> {
                            last[0] = said.call();
                            assertThat(last[0]).containsPattern(expected);
                        });
        double seconds = (System.nanoTime() - start) / 1e9;
        ROWS.add(
                "| %s | %s | %.1f s |"
                        .formatted(failure, last[0].replace('\n', ' ').strip(), seconds));
        return last[0];
    }

    private static ConnectSupervisor start(WorkerSettings settings) {
        ConnectSupervisor supervisor = new ConnectSupervisor(settings, RestClientFactory.DIRECT);
        supervisor.start();
        return supervisor;
    }

    private static String reason(ConnectSupervisor supervisor) {
        return supervisor.state() instanceof WorkerState.Failed failed ? failed.reason() : "";
    }

    private static RestCalls running(ConnectSupervisor supervisor) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> supervisor.state() instanceof WorkerState.Running);
        return new RestCalls(supervisor.uri().orElseThrow());
    }

    private static WorkerSettings ready(String cluster, Map<String, String> more) throws Exception {
        WorkerSettings settings = TestSettings.of(dedicated, cluster, home, more);
        for (var need : settings.topics()) {
            new TestTopics(dedicated).create(need.name(), need.partitions());
        }
        return settings;
    }

    private static String problems(ConnectSupervisor supervisor, String connector) {
        return supervisor.problems().stream()
                .filter(problem -> problem.connector().equals(connector))
                .map(ConnectorProblem::toString)
                .findFirst()
                .orElse("");
    }

    /** As the server's edge answers. */
    private static String answer(HttpResponse<String> response) {
        return response.statusCode()
                + " "
                + ConnectErrorHints.explain(response.statusCode(), response.body()).body();
    }

    private static HttpResponse<String> create(RestCalls rest, String name, String config) {
        return rest.post(
                "/connectors", "{\"name\": \"%s\", \"config\": {%s}}".formatted(name, config));
    }

    private static String source(String topic, String more) {
        return "\"connector.class\": \"%s\", \"topic\": \"%s\"%s"
                .formatted(TickPlugin.CONNECTOR_CLASS, topic, more);
    }

    private static String sink(String topic, String more) {
        return "\"connector.class\": \"%s\", \"topics\": \"%s\"%s"
                .formatted(TickPlugin.SINK_CLASS, topic, more);
    }

    @Test
    void internalTopicsAreMissing() throws Exception {
        try (var supervisor = start(TestSettings.of(dedicated, "absent", home))) {
            row(
                    "01 internal topics missing",
                    "connect-configs doesn't exist.*kafka:topics:create.*connect-status",
                    () -> reason(supervisor));
        }
    }

    @Test
    void groupIsNotCreated() throws Exception {
        var settings = TestSettings.of(shared, "groupless", home);
        for (var need : settings.topics()) {
            new TestTopics(shared).create(need.name(), need.partitions());
        }
        try (var supervisor = start(settings)) {
            row(
                    "02 group not created (an unprefixed one can't be asked for)",
                    "no right to the consumer group.*consumer-groups:create",
                    () -> reason(supervisor));
        }
    }

    @Test
    void configTopicHasThreePartitions() throws Exception {
        var settings = TestSettings.of(dedicated, "three", home);
        for (var need : settings.topics()) {
            new TestTopics(dedicated).create(need.name(), 3);
        }
        try (var supervisor = start(settings)) {
            row(
                    "03 config topic with 3 partitions",
                    "3 partitions.*must have 1.*kafka:topics:create",
                    () -> reason(supervisor));
        }
    }

    @Test
    void exactlyOnceIsAskedFor() throws Exception {
        var settings = ready("eos", Map.of("CONNECT_EXACTLY_ONCE_SOURCE_SUPPORT", "enabled"));
        try (var supervisor = start(settings)) {
            row(
                    "04 exactly.once.source.support=enabled",
                    "doesn't let its user have transactions",
                    () -> reason(supervisor));
        }
    }

    @Test
    void brokerIsAway() throws Exception {
        try (EmbeddedKafka away = EmbeddedKafka.launch()) {
            away.stop();
            try (var supervisor = start(TestSettings.of(away, "away", home))) {
                row(
                        "05 broker unreachable",
                        "No broker in KAFKA_URL can be reached",
                        () -> reason(supervisor));
            }
        }
    }

    @Test
    void hostNamesAreChecked() throws Exception {
        var settings =
                ready("hosts", Map.of("CONNECT_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "https"));
        try (var supervisor = start(settings)) {
            row(
                    "06 host name verification on",
                    "unset CONNECT_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM",
                    () -> reason(supervisor));
        }
    }

    @Test
    void connectorsOnADedicatedPlan() throws Exception {
        new TestTopics(dedicated).create("there", 1, "delete");
        try (var supervisor = start(ready("connectors", Map.of()))) {
            var rest = running(supervisor);
            create(rest, "absent", source("absent", ""));
            row(
                    "07 source to a missing topic",
                    "because its topic isn't there. Create the topic absent: heroku",
                    () -> problems(supervisor, "absent"));
            create(
                    rest,
                    "creating",
                    source(
                            "creating",
                            ", \"topic.creation.default.partitions\": \"1\", \"topic.creation.default.replication.factor\": \"-1\""));
            row(
                    "08 the same with topic.creation.default.*",
                    "Task 0 of the connector creating failed.*create the topic",
                    () -> problems(supervisor, "creating"));
            create(
                    rest,
                    "dead",
                    sink(
                            "there",
                            ", \"errors.tolerance\": \"all\", \"errors.deadletterqueue.topic.name\": \"letters\", \"errors.deadletterqueue.topic.replication.factor\": \"1\""));
            row(
                    "11 topic of dead letters missing, dedicated plan",
                    "Create the topic of errors.deadletterqueue.topic.name",
                    () -> problems(supervisor, "dead"));
        }
    }

    @Test
    void connectorsOnASharedPlan() throws Exception {
        WorkerSettings settings = TestSettings.of(shared, "shared", home);
        for (var need : settings.topics()) {
            new TestTopics(shared).create(need.name(), need.partitions());
        }
        heroku.run("heroku kafka:consumer-groups:create bottled-water-shared-connect");
        heroku.run("heroku kafka:topics:create plain --partitions 1");
        try (var supervisor = start(settings)) {
            var rest = running(supervisor);
            create(rest, "plain", source("plain", ""));
            row(
                    "09 a topic written without the prefix",
                    "[1-9]\\d* records in smoothboulder-1234.plain",
                    () ->
                            new TestTopics(shared)
                                            .values("smoothboulder-1234.plain").stream()
                                                    .filter(value -> !value.isEmpty())
                                                    .count()
                                    + " records in smoothboulder-1234.plain: the prefix is put on");
            row(
                    "10 sink with its default group",
                    "400 .*no right to the consumer group.*consumer-groups:create connect-sink",
                    () -> answer(create(rest, "sink", sink("plain", ""))));
            row(
                    "12 topic of dead letters missing, shared plan",
                    "400 .*letters doesn't exist.*kafka:topics:create letters",
                    () ->
                            answer(
                                    create(
                                            rest,
                                            "dead",
                                            sink(
                                                    "plain",
                                                    ", \"errors.deadletterqueue.topic.name\": \"letters\""))));
        }
    }

    @Test
    void severalWorkers() throws Exception {
        new TestTopics(dedicated).create("several", 1, "delete");
        ready("several", Map.of());
        var none = SiblingChannel.none("BW_SECRET isn't set.");
        List<ConnectSupervisor> all =
                Stream.generate(
                                () ->
                                        new ConnectSupervisor(
                                                TestSettings.of(dedicated, "several", home),
                                                config -> new SiblingRestClient(config, none)))
                        .limit(2)
                        .toList();
        try {
            all.getFirst().start();
            running(all.getFirst());
            all.getLast().start();
            var follower = running(all.getLast());
            row(
                    "14 leader can't be reached, asked by REST",
                    "503 .*BW_SECRET isn't set",
                    () -> answer(create(follower, "asked", source("several", ""))));
            var leader = running(all.getFirst());
            for (var name : List.of("one", "two")) {
                create(leader, name, source("several", ""));
            }
            row(
                    "15 leader can't be reached by a connector's worker: no tasks",
                    "has had no task for",
                    () -> problems(all.getFirst(), "one") + problems(all.getFirst(), "two"));
            all.getLast().close();
            row(
                    "13 a follower leaves: its connector's task runs on another worker",
                    "both run",
                    () ->
                            Stream.of("one", "two")
                                                    .map(
                                                            name ->
                                                                    leader.get(
                                                                            "/connectors/"
                                                                                    + name
                                                                                    + "/status"))
                                                    .map(HttpResponse::body)
                                                    .map(
                                                            body ->
                                                                    body.replaceAll(
                                                                            "(?s).*\"tasks\":", ""))
                                                    .filter(tasks -> tasks.contains("RUNNING"))
                                                    .count()
                                            == 2
                                    ? "nothing has to be said: both run"
                                    : "");
        } finally {
            all.forEach(ConnectSupervisor::close);
        }
    }

    @Test
    void keysInOtherForms() throws Exception {
        for (PemKeyForm form : PemKeyForm.values()) {
            try (EmbeddedKafka kafka =
                            EmbeddedKafka.launch(
                                    EmbeddedKafkaOptions.defaults().withClientKeyForm(form));
                    var supervisor = start(TestSettings.of(kafka, "keys", home))) {
                row(
                        "16 client key as " + form,
                        "it starts",
                        () ->
                                supervisor.state() instanceof WorkerState.Running
                                        ? "none: it starts"
                                        : reason(supervisor));
            }
        }
    }
}
