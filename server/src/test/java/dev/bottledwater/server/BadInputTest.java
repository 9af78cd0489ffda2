// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static dev.bottledwater.server.BadRequest.EDITOR;
import static dev.bottledwater.server.BadRequest.get;
import static dev.bottledwater.server.BadRequest.latin1;
import static dev.bottledwater.server.BadRequest.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.instance.KafkaSqlEngine;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.ObjectName;

/** What clients send that they shouldn't, to a whole server on a broker. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int ROUNDS = 3;
    private static final int BROKEN = 8;
    private static final long FLAT = 64L * 1024 * 1024;

    /** Whose objects would be left of a request; the broker of this process has many of its own. */
    private static final Pattern OURS =
            Pattern.compile(
                    "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+"
                            + "((?:dev\\.bottledwater|org\\.eclipse\\.jetty|org\\.apache\\.kafka\\.clients\\.consumer)\\.\\S+)");

    private EmbeddedKafka kafka;
    private ServeProcess process;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        kafka = EmbeddedKafka.launch();
        Map<String, String> vars = new HashMap<>(kafka.configVars());
        vars.put("PORT", "0");
        vars.put("BW_USERS", "ed:edit:editor,vi:view:viewer");
        var settings = Settings.from(ConfigVars.of(vars), directory);
        var registry =
                new HttpSchemaRegistry(
                        new RegistryServer(List.of(URI.create("http://localhost:1")), null));
        process =
                ServeProcess.start(
                        settings,
                        new ServeProcess.Plan(
                                EnumSet.of(ServePart.KSQL),
                                (connectors, peers) -> {
                                    var engine =
                                            new KafkaSqlEngine(
                                                    new EngineConfig(
                                                            settings.kafka().clientProperties(),
                                                            "bad_",
                                                            "_bottled-water-bad-catalog",
                                                            directory.resolve("state"),
                                                            Map.of(
                                                                    "ksql.query.pull.max.qps",
                                                                    "0",
                                                                    "ksql.properties.overrides.denylist",
                                                                    "ksql.streams.num.stream.threads"),
                                                            registry,
                                                            connectors,
                                                            peers),
                                                    TopicNames.unchanged(),
                                                    _ -> {},
                                                    BuiltInFunctions.registry());
                                    engine.start();
                                    return engine;
                                },
                                _ -> {
                                    throw new IllegalStateException("Connect isn't run");
                                },
                                new KafkaGate(List::of, Duration.ofSeconds(1)),
                                "1.0",
                                // what finds out who is gone
                                Duration.ofMillis(500),
                                Backoff.DEFAULT));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(get("/health/ready")).startsWith("HTTP/1.1 200"));
        assertThat(
                        send(
                                post(
                                        "/ksql",
                                        "{\"ksql\":\"CREATE STREAM ORDERS (ID BIGINT, ITEM VARCHAR) WITH (KAFKA_TOPIC='orders', PARTITIONS=1, VALUE_FORMAT='JSON');\"}")))
                .startsWith("HTTP/1.1 200");
    }

    @AfterAll
    void stop() {
        process.close();
        kafka.close();
    }

    static Stream<BadRequest> cases() {
        return Stream.concat(BadDocuments.all(), BadWishes.all());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersWithTheRightStatusAndBody(BadRequest bad) throws IOException {
        String answer = send(bad.request());
        assertThat(answer).startsWith("HTTP/1.1 " + bad.status() + " ");
        assertThat(answer)
                .containsSubsequence(bad.answer())
                .doesNotContain(
                        "Exception:", "Exception\"", "dev.bottledwater", "org.eclipse", "java.");
    }

    /** None of it stays: what was answered, what broke off and what never came. */
    @Test
    void keepsNothingOfIt() throws Exception {
        // Those would close sign-in for this address.
        List<BadRequest> all = cases().filter(c -> c.status() != 401).toList();
        round(all);
        long before = used();
        var objects = objects();
        for (int i = 0; i < ROUNDS; i++) {
            round(all);
            breakOff();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(send(get("/metrics")))
                                        .contains("\nksql_push_queries 0\n"));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () ->
                                assertThat(objects())
                                        .allSatisfy(
                                                (type, count) ->
                                                        assertThat(count)
                                                                .as(type)
                                                                .isLessThan(
                                                                        objects.getOrDefault(
                                                                                        type, 0L)
                                                                                + ROUNDS
                                                                                        * BROKEN)));
        assertThat(used() - before).isLessThan(FLAT);
    }

    /** How many live objects of a class there are; one that was left of each client would show. */
    private static Map<String, Long> objects() throws Exception {
        var histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        return OURS.matcher(histogram)
                .results()
                .collect(
                        Collectors.toMap(
                                m -> m.group(2), m -> Long.valueOf(m.group(1)), Long::sum));
    }

    private void round(List<BadRequest> all) throws IOException {
        for (BadRequest bad : all) {
            send(bad.request());
        }
    }

    /** Clients that leave in the middle of a request, and of an answer. */
    private void breakOff() throws IOException {
        for (int i = 0; i < BROKEN; i++) {
            halfARequest();
            halfAnAnswer();
        }
    }

    private void halfARequest() throws IOException {
        try (Socket socket = new Socket("localhost", process.port())) {
            socket.getOutputStream()
                    .write(
                            latin1(
                                    "POST /ksql HTTP/1.1\r\nHost: localhost\r\n"
                                            + EDITOR
                                            + "\r\nContent-Length: 100000\r\n\r\n{\"ksql\":"));
        }
    }

    private void halfAnAnswer() throws IOException {
        String push = "{\"sql\":\"SELECT * FROM ORDERS EMIT CHANGES;\"}";
        try (Socket socket = new Socket("localhost", process.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            latin1(
                                    "POST /query-stream HTTP/1.1\r\nHost: localhost\r\n"
                                            + EDITOR
                                            + "\r\nContent-Length: "
                                            + push.length()
                                            + "\r\n\r\n"
                                            + push));
            socket.getInputStream().read();
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private String send(BadRequest.Request request) throws IOException {
        return request.send(process.port());
    }
}
