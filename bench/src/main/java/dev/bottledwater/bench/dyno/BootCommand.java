// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.bench.trial.Options;
import dev.bottledwater.devkit.dyno.Dyno;
import dev.bottledwater.devkit.dyno.DynoLimits;
import dev.bottledwater.devkit.dyno.Formation;
import dev.bottledwater.devkit.files.DataDirectory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * {@code ./bottled-water bench boot [--runs 7] [--ratio 150]}: how long {@code serve} takes until
 * its port is bound and until Connect answers, in turns with a bare {@code ConnectDistributed} with
 * the same flags and plugins, both as dynos. Exit code 1 when a median is more than this percentage
 * of the other one.
 */
public final class BootCommand {
    private static final int RUNS = 7;
    private static final int PERCENT = 150;
    private static final String MAIN = "org.apache.kafka.connect.cli.ConnectDistributed";

    private BootCommand() {}

    /** The times of one start in milliseconds. */
    private record Times(long port, long answers) {}

    /**
     * Runs it, and prints all times, their medians and ratios.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("runs", "ratio"));
        long runs = options.number("runs", RUNS);
        long percent = options.number("ratio", PERCENT);
        try (var app = new App(Map.of());
                var scratch = DataDirectory.temporary("bottled-water-boot-")) {
            app.scale(1);
            var ours = app.formation().dyno(1);
            var command = bare(ours.pid(), properties(app, scratch.path()));
            ours.stop();
            try (var bare =
                    new Formation(app.network(), DynoLimits.standard1x(), command, Map.of())) {
                bare.scale(1);
                var other = bare.dyno(1);
                answers(app, other);
                other.stop();
                var serve = new ArrayList<Times>();
                var connect = new ArrayList<Times>();
                for (int i = 0; i < runs; i++) {
                    serve.add(start(app, ours));
                    connect.add(start(app, other));
                    System.out.printf(
                            "serve %s  ConnectDistributed %s%n",
                            serve.getLast(), connect.getLast());
                }
                boolean port = compare("port bound", serve, connect, percent, Times::port);
                boolean up = compare("GET /connectors", serve, connect, percent, Times::answers);
                return port && up ? 0 : 1;
            }
        }
    }

    /** What the launcher made of it, with another main class. */
    private static List<String> bare(long pid, Path properties) throws IOException {
        var ours =
                List.of(
                        Files.readString(
                                        Path.of("/proc", Long.toString(pid), "cmdline"),
                                        StandardCharsets.UTF_8)
                                .split("\0"));
        int classPath = ours.indexOf("-cp");
        var command = new ArrayList<>(ours.subList(0, classPath + 2));
        command.add(MAIN);
        command.add(properties.toString());
        return command;
    }

    /** What Connect must know to run on the same broker with the same plugins. */
    private static Path properties(App app, Path directory) throws IOException {
        var properties = new Properties();
        var client = app.kafka().clientProperties();
        client.forEach((name, value) -> properties.put(name, value.toString()));
        for (var kind : List.of("producer.", "consumer.", "admin.")) {
            client.forEach((name, value) -> properties.put(kind + name, value.toString()));
        }
        properties.put("group.id", "bare");
        for (var store : List.of("config", "offset", "status")) {
            properties.put(store + ".storage.topic", "bare-" + store);
            properties.put(store + ".storage.replication.factor", "-1");
        }
        properties.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("plugin.discovery", "service_load");
        properties.put("plugin.path", App.plugins(directory).toString());
        properties.put("config.providers", "env");
        properties.put(
                "config.providers.env.class",
                "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        properties.put("listeners", "http://0.0.0.0:${env:PORT}");
        properties.put("rest.advertised.host.name", "bare");
        var file = directory.resolve("worker.properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static Times start(App app, Dyno dyno) throws InterruptedException {
        long began = System.nanoTime();
        dyno.start();
        answers(app, dyno);
        var times =
                new Times(
                        dyno.awaitUp(Capture.patience()).toMillis(),
                        (System.nanoTime() - began) / 1_000_000);
        dyno.stop();
        return times;
    }

    private static void answers(App app, Dyno dyno) throws InterruptedException {
        try (var rest = app.dyno(dyno)) {
            Patience.await(
                    Capture.patience(),
                    () -> rest.get("/connectors").status() == 200,
                    () -> rest.said() + System.lineSeparator() + dyno.lastLines(20));
        }
    }

    private interface Moment {
        long of(Times times);
    }

    private static boolean compare(
            String what, List<Times> serve, List<Times> connect, long percent, Moment moment) {
        double ours = median(serve, moment);
        double others = median(connect, moment);
        System.out.printf(
                "%-16s serve %.2f s, ConnectDistributed %.2f s, ratio %.2f%n",
                what, ours / 1e3, others / 1e3, ours / others);
        return ours * 100 <= others * percent;
    }

    private static double median(List<Times> all, Moment moment) {
        var sorted = all.stream().mapToLong(moment::of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
