// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.devkit.dyno.Dyno;
import dev.bottledwater.devkit.dyno.DynoLimits;
import dev.bottledwater.devkit.dyno.DynoNetwork;
import dev.bottledwater.devkit.dyno.Formation;
import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.plugin.TrialPlugins;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;
import dev.bottledwater.devkit.router.HerokuRouter;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An app on Heroku: Kafka, Postgres and web dynos that run {@code bottled-water serve}. */
public final class App implements AutoCloseable {
    private static final String PASSWORD = "a-password-of-trials";
    private static final Duration BOOT = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DynoNetwork network;
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;
    private final Formation formation;
    private final HerokuRouter router;
    private final Rest web;

    /**
     * Starts Kafka and Postgres, and no dyno yet.
     *
     * @param more config vars beside those of the add-ons
     * @throws IllegalStateException where there can be no dynos, or nothing was built
     */
    App(Map<String, String> more) throws IOException {
        DynoNetwork.missing()
                .ifPresent(
                        reason -> {
                            throw new IllegalStateException(reason);
                        });
        try {
            network = owned(DynoNetwork.create());
            var scratch = owned(DataDirectory.temporary("bottled-water-dynos-"));
            kafka =
                    owned(
                            EmbeddedKafka.launch(
                                    EmbeddedKafkaOptions.defaults()
                                            .withHost(network.hostAddress())));
            database =
                    owned(
                            EmbeddedDatabase.launch(
                                    EmbeddedDatabaseOptions.defaults()
                                            .withHost(network.hostAddress())));
            var vars = new HashMap<>(kafka.configVars());
            vars.put("DATABASE_URL", database.databaseUrl());
            vars.put("BW_PASSWORD", PASSWORD);
            vars.put("BW_SECRET", "a secret of more than 16 letters");
            vars.put("BW_PLUGIN_PATH", plugins(scratch.path()).toString());
            vars.putAll(more);
            var launcher = home().resolve("bin/bottled-water").toString();
            formation =
                    owned(
                            new Formation(
                                    network,
                                    DynoLimits.standard1x(),
                                    List.of(launcher, "serve"),
                                    vars));
            router = owned(HerokuRouter.start(formation::backends));
            web = owned(new Rest(router.uri(), PASSWORD));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The runnable directory that the build made. */
    static Path home() {
        var home =
                Path.of(System.getProperty("bottledwater.home", "../target/bottled-water"))
                        .toAbsolutePath()
                        .normalize();
        if (!Files.isExecutable(home.resolve("bin/bottled-water"))) {
            throw new IllegalStateException(home + " isn't built: run mvn -DskipTests package.");
        }
        return home;
    }

    /** Those of the build and those of trials. */
    static Path plugins(Path scratch) throws IOException {
        var from = home().resolve("plugins");
        var plugins = Files.createDirectories(scratch.resolve("plugins"));
        if (Files.isDirectory(from)) {
            copy(from, plugins);
        }
        TrialPlugins.install(plugins);
        return plugins;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    DynoNetwork network() {
        return network;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedDatabase database() {
        return database;
    }

    Formation formation() {
        return formation;
    }

    HerokuRouter router() {
        return router;
    }

    /** The app as clients see it. */
    Rest web() {
        return web;
    }

    /** One dyno, past the router; the caller closes it. */
    Rest dyno(Dyno dyno) {
        var address = dyno.address();
        return new Rest(
                URI.create(
                        "http://%s:%d"
                                .formatted(
                                        address.getAddress().getHostAddress(), address.getPort())),
                PASSWORD);
    }

    /** Has as many dynos, and waits until each is ready for everything. */
    void scale(int count) throws InterruptedException {
        formation.scale(count);
        for (var dyno : formation.dynos()) {
            awaitReady(dyno, BOOT);
        }
    }

    /**
     * Waits until a dyno is ready for everything.
     *
     * @throws IllegalStateException with its last lines if that takes too long
     */
    void awaitReady(Dyno dyno, Duration patience) throws InterruptedException {
        dyno.awaitUp(patience);
        try (var rest = dyno(dyno)) {
            Patience.await(
                    patience,
                    () -> rest.get("/health/ready").status() == 200,
                    () ->
                            "%s isn't ready:%n%s%n%s"
                                    .formatted(dyno.name(), rest.said(), dyno.lastLines(30)));
        }
    }

    private <T extends AutoCloseable> T owned(T part) {
        parts.push(part);
        return part;
    }

    /** Ends everything, the last first. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("Not everything could be stopped.", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
