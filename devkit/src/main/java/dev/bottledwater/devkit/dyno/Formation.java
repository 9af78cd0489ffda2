// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.process.ExitHook;
import dev.bottledwater.devkit.router.Backend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The web dynos of an app, all with the same command and config vars.
 *
 * {@snippet :
 * try (DynoNetwork network = DynoNetwork.create();
 *         EmbeddedKafka kafka = EmbeddedKafka.launch(options.withHost(network.hostAddress()));
 *         Formation formation = new Formation(network, limits, command, kafka.configVars());
 *         HerokuRouter router = HerokuRouter.start(formation::backends)) {
 *     formation.scale(3);
 *     formation.awaitUp(Duration.ofSeconds(60));
 *     formation.dyno(1).restart();
 * }
 * }
 */
public final class Formation implements AutoCloseable {
    private final DynoNetwork network;
    private final DynoLimits limits;
    private final List<String> command;
    private final Map<String, String> configVars;
    private final DataDirectory logs = DataDirectory.temporary("devkit-dynos-");
    private final List<Dyno> dynos = new CopyOnWriteArrayList<>();
    private final ExitHook exitHook = ExitHook.of("devkit-dynos-exit", this::close, true);

    /**
     * No dynos yet.
     *
     * @param command the program and its arguments, with an absolute path
     * @param configVars what it is told, beside {@code PORT} and {@code DYNO}
     */
    public Formation(
            DynoNetwork network,
            DynoLimits limits,
            List<String> command,
            Map<String, String> configVars) {
        this.network = network;
        this.limits = limits;
        this.command = List.copyOf(command);
        this.configVars = Map.copyOf(configVars);
    }

    /** Starts dynos until there are as many. */
    public synchronized void scale(int count) {
        while (dynos.size() < count) {
            var name = "web." + (dynos.size() + 1);
            var dyno =
                    new Dyno(
                            name,
                            command,
                            configVars,
                            limits,
                            network,
                            logs.path().resolve(name + ".log"));
            dynos.add(dyno);
            dyno.start();
        }
    }

    /** All of them, in the order of their numbers. */
    public List<Dyno> dynos() {
        return List.copyOf(dynos);
    }

    /** Those that have bound their port, for a router. */
    public List<Backend> backends() {
        return dynos.stream()
                .filter(dyno -> dyno.state() == DynoState.UP)
                .map(dyno -> new Backend(dyno.name(), dyno.address()))
                .toList();
    }

    /** The one with a number, from 1 on. */
    public Dyno dyno(int number) {
        return dynos.get(number - 1);
    }

    /**
     * Waits until all have bound their ports.
     *
     * @throws IllegalStateException with the last lines of the output of one that doesn't
     */
    public void awaitUp(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (var dyno : dynos) {
            dyno.awaitUp(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** Kills all. */
    @Override
    public synchronized void close() {
        exitHook.remove();
        dynos.forEach(Dyno::close);
        dynos.clear();
        logs.close();
    }
}
