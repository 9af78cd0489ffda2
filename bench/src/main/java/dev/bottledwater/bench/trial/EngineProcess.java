// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.engine.instance.KafkaSqlEngine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The main program of a process that exists to be killed: an engine for each guarantee. It prints
 * {@link #READY} when they take statements, and ends when its standard input does.
 *
 * <p>Arguments: the directory of its state and of {@link #CLIENT}, {@code create} or {@code
 * resume}, the guarantees with commas between, the scenarios likewise.
 */
final class EngineProcess {
    /** The line that says that engines run. */
    static final String READY = "ready";

    /** The file with the properties of Kafka's clients. */
    static final String CLIENT = "client.properties";

    private EngineProcess() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var client = client(directory);
        var engines = new ArrayList<KafkaSqlEngine>();
        for (var guarantee : args[2].split(",")) {
            var run =
                    run(
                            Guarantee.valueOf(guarantee),
                            Scenarios.named(List.of(args[3].split(","))),
                            client);
            var engine = run.start(directory.resolve(run.name()));
            engines.add(engine);
            if (args[1].equals("create")) {
                run.create(engine);
            }
        }
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // the parent has nothing to say but goodbye
        }
        engines.forEach(KafkaSqlEngine::close);
        System.exit(0);
    }

    /** The run of a guarantee, with the engine's own settings. */
    static Run run(Guarantee guarantee, List<Scenario> scenarios, Map<String, Object> client) {
        var name =
                switch (guarantee) {
                    case AT_LEAST_ONCE -> "alo";
                    case EXACTLY_ONCE -> "eos";
                };
        return new Run(name, guarantee, scenarios, client, Map.of());
    }

    /** The properties of Kafka's clients that were left for this process. */
    static Map<String, Object> client(Path directory) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(directory.resolve(CLIENT))) {
            properties.load(in);
        }
        var client = new HashMap<String, Object>();
        properties.stringPropertyNames().forEach(n -> client.put(n, properties.getProperty(n)));
        return client;
    }
}
