// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.awaitility.Awaitility.await;

import dev.bottledwater.cli.Commands;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;
import dev.bottledwater.wire.client.KsqlClient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The SQL part of a server on a broker, both in this process. */
final class SqlServer implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final Server server;

    private SqlServer(EmbeddedKafka kafka, Server server) {
        this.kafka = kafka;
        this.server = server;
    }

    /** Starts both and waits until statements are taken. */
    static SqlServer start() throws IOException {
        EmbeddedKafka kafka =
                EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withoutStopOnExit());
        var vars = new HashMap<>(kafka.configVars());
        vars.put("PORT", "0");
        vars.put("BW_INSECURE_LOCAL", "true");
        vars.put("KSQL_KSQL_STREAMS_COMMIT_INTERVAL_MS", "100");
        SqlServer started =
                new SqlServer(
                        kafka,
                        new EmbeddedServer()
                                .start(Settings.from(ConfigVars.of(vars)), Set.of(ServePart.KSQL)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(started.url().resolve("/health/ready")).build();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
        }
        return started;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    URI url() {
        return URI.create("http://localhost:" + server.port());
    }

    /** Returns a new client; the caller closes it. */
    KsqlClient client() {
        return new KsqlClient(url(), null);
    }

    /**
     * What a command said.
     *
     * @param status the exit status
     */
    record Result(int status, String out, String err) {}

    /** Runs a command of the program against this server, whose URL is put behind the arguments. */
    Result run(String... arguments) {
        return run(url(), arguments);
    }

    /** Runs a command of the program against a server's URL, which is put behind the arguments. */
    static Result run(URI url, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        ConfigVars.of(Map.of()),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        Path.of("target"),
                        Path.of("target"));
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of(url.toString()))
                        .toArray(String[]::new);
        int status =
                new Commands(
                                surroundings,
                                (settings, parts) -> {
                                    throw new AssertionError("No second server");
                                },
                                stop -> true)
                        .run(all);
        return new Result(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop();
        kafka.close();
    }
}
