// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo.rest;

import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.registry.EmbeddedSchemaRegistry;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;
import dev.bottledwater.testing.rest.LiveServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Broker, registry and the SQL part of the server in this process; the server is told of the others
 * by config vars, as on a dyno.
 */
final class EmbeddedLiveServer implements LiveServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /**
     * The conformance format, section 11.4, but for two: transactions, which the broker's plan
     * doesn't allow; and commits, which come sooner here, since cases wait for them.
     */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "ksql.streams.auto.offset.reset", "earliest",
                    "ksql.streams.commit.interval.ms", "50",
                    "ksql.streams.consumer.heartbeat.interval.ms", "1000",
                    "ksql.query.push.v2.enabled", "true");

    /** Records of cases are of 1970, which no retention may eat. */
    private static final EmbeddedKafkaOptions OPTIONS =
            EmbeddedKafkaOptions.defaults()
                    .withoutStopOnExit()
                    // records of cases are of 1970
                    .withBrokerSetting("log.retention.ms", "-1")
                    .withBrokerSetting("log.cleaner.enable", "false");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final EmbeddedKafka kafka;
    private final EmbeddedSchemaRegistry stand;
    private final URI url;

    private EmbeddedLiveServer() throws IOException {
        boolean complete = false;
        try {
            kafka = EmbeddedKafka.launch(OPTIONS);
            started.push(kafka);
            stand = EmbeddedSchemaRegistry.start();
            started.push(stand);
            int port = FreePort.pick();
            var server =
                    new EmbeddedServer(PROPERTIES)
                            .start(
                                    Settings.from(ConfigVars.of(configVars(port))),
                                    Set.of(ServePart.KSQL));
            started.push(server::stop);
            url = URI.create("http://127.0.0.1:" + port);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private Map<String, String> configVars(int port) {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("SCHEMA_REGISTRY_URL", stand.url().toString());
        vars.put("PORT", Integer.toString(port));
        vars.put("BW_INSECURE_LOCAL", "true");
        return vars;
    }

    /** Starts everything and waits until statements are taken. */
    static EmbeddedLiveServer start() {
        try {
            var server = new EmbeddedLiveServer();
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The server for the cases can't be started", e);
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
            while (http.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException(
                            "The server for the cases isn't ready after %d s."
                                    .formatted(START_LIMIT.toSeconds()));
                }
                Thread.sleep(50);
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("The server for the cases doesn't answer", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server started", e);
        }
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public Map<String, Object> kafkaProperties() {
        return kafka.adminProperties();
    }

    @Override
    public SchemaRegistry registry() {
        return new HttpSchemaRegistry(new RegistryServer(List.of(stand.url()), null));
    }

    @Override
    public void register(String subject, SchemaText schema, int id) {
        var references =
                schema.references().stream()
                        .map(
                                r ->
                                        Map.<String, Object>of(
                                                "name", r.name(),
                                                "subject", r.subject(),
                                                "version", r.version()))
                        .toList();
        stand.register(subject, schema.type().name(), schema.text(), references, id);
    }

    @Override
    public void clearRegistry() {
        stand.clear();
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("The server for the cases did not stop", e);
            }
        }
    }
}
