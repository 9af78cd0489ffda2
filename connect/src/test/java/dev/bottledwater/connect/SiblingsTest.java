// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.connect.sibling.SiblingEndpoint;
import dev.bottledwater.connect.sibling.SiblingException;
import dev.bottledwater.connect.sibling.SiblingRestClient;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.peers.PeerException;
import dev.bottledwater.peers.PeerSettings;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.peers.link.PeerLink;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three real workers that can't reach each other: each listens on loopback only, under a name that
 * no resolver knows. All that they have in common is Kafka.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SiblingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path home;
    private static EmbeddedKafka kafka;
    private static List<Dyno> dynos;

    /** A worker and its way to the others. */
    private record Dyno(ConnectSupervisor supervisor, Peers peers) {

        static Dyno start() {
            var settings = TestSettings.of(kafka, "siblings", home);
            var peers =
                    Peers.join(
                            new PeerSettings(
                                    settings.kafka().clientProperties(),
                                    settings.names().peersTopic(),
                                    settings.advertisedName().value(),
                                    "",
                                    List.of("0123456789abcdef")));
            var supervisor =
                    new ConnectSupervisor(
                            settings, config -> new SiblingRestClient(config, channel(peers)));
            var endpoint = new SiblingEndpoint(supervisor::uri);
            peers.serve("connect", (_, request) -> endpoint.answer(request));
            supervisor.start();
            return new Dyno(supervisor, peers);
        }

        private static SiblingChannel channel(Peers peers) {
            return (worker, request, timeout) -> {
                try {
                    return peers.ask(worker, "connect", request, timeout);
                } catch (PeerException e) {
                    throw new SiblingException(
                            SiblingException.Kind.NO_ANSWER, String.valueOf(e.getMessage()));
                }
            };
        }

        void awaitRunning() {
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    supervisor.state() instanceof WorkerState.Running
                                            && peers.state() instanceof PeerLink.State.Connected);
        }

        void stop() {
            supervisor.close();
            peers.close();
        }

        HttpResponse<String> call(String method, String path, String body)
                throws IOException, InterruptedException {
            URI uri = supervisor.uri().orElseThrow().resolve(path);
            return HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(30))
                            .method(
                                    method,
                                    body.isEmpty()
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        /** Tries again while the workers are busy with a rebalance, as clients of Connect do. */
        void expect(int status, String method, String path, String body) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(
                            () -> {
                                var answer = call(method, path, body);
                                assertThat(answer.statusCode())
                                        .as("%s %s: %s", method, path, answer.body())
                                        .isEqualTo(status);
                            });
        }

        String body(String path) throws IOException, InterruptedException {
            return call("GET", path, "").body();
        }

        void awaitTask(String connector, String state) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () ->
                                    assertThat(body("/connectors/" + connector + "/status"))
                                            .contains("\"tasks\":[{\"id\":0,\"state\":\"" + state));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TickPlugin.install(home.resolve("plugins"));
        kafka = EmbeddedKafka.launch();
        new TestTopics(kafka)
                .create(TestSettings.of(kafka, "siblings", home).names().peersTopic(), 1);
        dynos = Stream.generate(Dyno::start).limit(3).toList();
        dynos.forEach(Dyno::awaitRunning);
    }

    @AfterAll
    static void stop() {
        dynos.forEach(Dyno::stop);
        kafka.close();
    }

    private static String config(String topic, String more) {
        return """
               {"connector.class": "%s", "topic": "%s", "tasks.max": "1",
                "topic.creation.default.partitions": "1", "topic.creation.default.replication.factor": "1"%s}
               """
                .formatted(TickPlugin.CONNECTOR_CLASS, topic, more);
    }

    private static String connector(String name) {
        return "{\"name\": \"%s\", \"config\": %s}".formatted(name, config(name, ""));
    }

    @Test
    void everyWorkerDoesWhatOnlyTheLeaderCan() {
        for (int i = 0; i < dynos.size(); i++) {
            var dyno = dynos.get(i);
            var name = "verbs-" + i;
            var path = "/connectors/" + name;
            dyno.expect(201, "POST", "/connectors", connector(name));
            dyno.awaitTask(name, "RUNNING");
            dyno.expect(409, "POST", "/connectors", connector(name));
            dyno.expect(200, "PUT", path + "/config", config(name, ", \"x\": \"1\""));
            dyno.expect(200, "PATCH", path + "/config", "{\"y\": \"2\"}");
            dyno.awaitTask(name, "RUNNING");
            dyno.expect(204, "POST", path + "/restart", "");
            dyno.expect(202, "POST", path + "/restart?includeTasks=true", "");
            dyno.awaitTask(name, "RUNNING");
            dyno.expect(204, "POST", path + "/tasks/0/restart", "");
            dyno.expect(202, "PUT", path + "/pause", "");
            dyno.awaitTask(name, "PAUSED");
            dyno.expect(202, "PUT", path + "/resume", "");
            dyno.awaitTask(name, "RUNNING");
            dyno.expect(204, "PUT", path + "/stop", "");
            dyno.expect(200, "DELETE", path + "/offsets", "");
            dyno.expect(204, "DELETE", path, "");
            dyno.expect(404, "POST", path + "/restart", "");
            dyno.expect(
                    400,
                    "POST",
                    "/connectors",
                    "{\"name\": \"none\", \"config\": {\"connector.class\": \"no.Such\"}}");
        }
    }

    @Test
    void connectorsOnFollowersGetTheirTasks() throws Exception {
        var names = IntStream.range(0, 6).mapToObj(i -> "spread-" + i).toList();
        names.forEach(name -> dynos.getFirst().expect(201, "POST", "/connectors", connector(name)));
        names.forEach(name -> dynos.getLast().awaitTask(name, "RUNNING"));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> {
                            var workers = new java.util.TreeSet<String>();
                            for (var name : names) {
                                var status = dynos.get(1).body("/connectors/" + name + "/status");
                                var tasks = status.substring(status.indexOf("\"tasks\""));
                                workers.add(
                                        tasks.replaceAll(
                                                "(?s).*\"worker_id\":\"([^\"]*)\".*", "$1"));
                            }
                            assertThat(workers).hasSize(3);
                        });
        names.forEach(name -> dynos.get(1).expect(204, "DELETE", "/connectors/" + name, ""));
    }

    @Test
    void theClusterGoesOnWhenTheLeaderLeaves() {
        // the first to come is the leader, and leaving makes another one
        var joining = Dyno.start();
        joining.awaitRunning();
        joining.expect(201, "POST", "/connectors", connector("lasting"));
        joining.awaitTask("lasting", "RUNNING");
        dynos.getFirst().stop();
        dynos = List.of(dynos.get(1), dynos.get(2), joining);
        for (int i = 0; i < dynos.size(); i++) {
            var dyno = dynos.get(i);
            dyno.expect(
                    200,
                    "PUT",
                    "/connectors/lasting/config",
                    config("lasting", ", \"x\": \"%d\"".formatted(i)));
            dyno.awaitTask("lasting", "RUNNING");
        }
        dynos.getFirst().expect(204, "DELETE", "/connectors/lasting", "");
    }

    @Test
    void whyTheLeaderCanNotBeAskedIsSaid() throws Exception {
        var settings = TestSettings.of(kafka, "mute", home);
        var reason = "BW_SECRET isn't set.";
        var alone =
                List.of(
                        new ConnectSupervisor(
                                settings,
                                c -> new SiblingRestClient(c, SiblingChannel.none(reason))),
                        new ConnectSupervisor(
                                TestSettings.of(kafka, "mute", home),
                                c -> new SiblingRestClient(c, SiblingChannel.none(reason))));
        try {
            alone.forEach(ConnectSupervisor::start);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    alone.stream()
                                            .allMatch(
                                                    s -> s.state() instanceof WorkerState.Running));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> {
                                var answers =
                                        alone.stream()
                                                .map(s -> new RestCalls(s.uri().orElseThrow()))
                                                .map(r -> r.createTicks("mute", "mute", ""))
                                                .toList();
                                assertThat(answers)
                                        .anyMatch(
                                                a ->
                                                        a.statusCode() == 503
                                                                && a.body()
                                                                        .contains(
                                                                                "can't be asked: "
                                                                                        + reason));
                            });
        } finally {
            alone.forEach(ConnectSupervisor::close);
        }
    }
}
