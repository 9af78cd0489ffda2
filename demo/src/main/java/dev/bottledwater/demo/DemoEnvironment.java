// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Broker, database and the web process, each started on its own and all stopped together, the last
 * first. Used by the demo and by the end-to-end tests.
 */
public final class DemoEnvironment implements AutoCloseable {
    public static final String USER = "admin";

    private final Path home;
    private final Path scratch;
    private final String password = new BigInteger(80, new SecureRandom()).toString(36);
    private final Map<String, String> more = new LinkedHashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private @Nullable EmbeddedKafka kafka;
    private @Nullable EmbeddedDatabase database;
    private @Nullable ServeProcess serve;
    private int port;

    /**
     * @param home the runnable directory, with {@code bin/bottled-water}
     */
    public DemoEnvironment(Path home) throws IOException {
        this.home = home;
        this.scratch =
                Files.createTempDirectory(
                        "bottled-water-demo-" + ProcessHandle.current().pid() + "-");
        started.push(() -> delete(scratch));
    }

    /** What {@code serve} is told besides, when it is started from now on. */
    synchronized DemoEnvironment with(Map<String, String> configVars) {
        more.putAll(configVars);
        return this;
    }

    /** Starts the broker. */
    public synchronized EmbeddedKafka startKafka() {
        // The environment stops its parts in order, so they mustn't stop themselves when the
        // process ends.
        var launched = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withoutStopOnExit());
        started.push(launched);
        kafka = launched;
        return launched;
    }

    /** Starts Postgres. */
    public synchronized EmbeddedDatabase startDatabase(EmbeddedDatabaseOptions options) {
        var launched =
                EmbeddedDatabase.launch(
                        options.withBinaries(scratch.resolve("postgres")).withoutStopOnExit());
        started.push(launched);
        database = launched;
        return launched;
    }

    /** The config vars that {@code serve} gets, and nothing else. */
    public synchronized Map<String, String> configVars(int webPort) {
        var vars = new LinkedHashMap<String, String>();
        if (kafka != null) {
            vars.putAll(kafka.configVars());
        }
        if (database != null) {
            vars.put("DATABASE_URL", database.databaseUrl());
        }
        vars.put("PORT", Integer.toString(webPort));
        vars.put("BW_PASSWORD", password);
        vars.putAll(more);
        return vars;
    }

    /** Starts {@code serve}. */
    public synchronized ServeProcess startServe(int webPort) throws IOException {
        port = webPort == 0 ? FreePort.pick() : webPort;
        var vars = new LinkedHashMap<>(configVars(port));
        var temp = Files.createDirectories(scratch.resolve("tmp"));
        // Read by the launcher, not by the program: what it leaves in its temporary directory goes
        // with ours.
        vars.put("BW_JAVA_OPTS", "-Djava.io.tmpdir=" + temp);
        var process =
                ServeProcess.start(
                        home.resolve("bin/bottled-water"), vars, scratch.resolve("serve.log"));
        started.push(process);
        serve = process;
        return process;
    }

    public synchronized URI url() {
        return URI.create("http://localhost:" + port);
    }

    public String password() {
        return password;
    }

    synchronized ServerApi api() {
        var api = new ServerApi(url(), USER, password);
        started.push(api);
        return api;
    }

    /** Closes {@code resource} before everything that was started earlier. */
    synchronized <T extends AutoCloseable> T owned(T resource) {
        started.push(resource);
        return resource;
    }

    synchronized EmbeddedKafka kafka() {
        return java.util.Objects.requireNonNull(kafka);
    }

    synchronized EmbeddedDatabase database() {
        return java.util.Objects.requireNonNull(database);
    }

    synchronized ServeProcess serve() {
        return java.util.Objects.requireNonNull(serve);
    }

    /** What {@code serve} wrote last, for a demo that failed. */
    synchronized void explain(PrintStream out) {
        if (serve != null) {
            out.println("The last lines of serve:");
            out.println(serve.lastLines(25).indent(2));
        }
    }

    /** Stops everything, the last first, even when a part fails to stop. */
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("Not everything could be stopped", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(
                            path -> {
                                try {
                                    Files.deleteIfExists(path);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
