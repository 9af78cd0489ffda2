// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import static java.util.stream.Collectors.joining;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.net.FreePort;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One web dyno: a process with limits and a network of its own, that can be restarted. It is told
 * nothing but config vars, {@code PORT} and {@code DYNO}; its directory is new at every start.
 */
public final class Dyno implements AutoCloseable {
    /** Variables of the shell that a program needs to start. */
    private static final List<String> KEPT = List.of("PATH", "JAVA_HOME", "LANG");

    private static final Duration PROBE = Duration.ofMillis(20);
    private static final Duration SAMPLE = Duration.ofMillis(200);

    private final String name;
    private final List<String> command;
    private final Map<String, String> configVars;
    private final DynoLimits limits;
    private final Path log;
    private final DynoNetwork.Wire wire;
    private final Cgroup cgroup;
    private final int port = FreePort.pick();
    private volatile @Nullable Start current;

    Dyno(
            String name,
            List<String> command,
            Map<String, String> configVars,
            DynoLimits limits,
            DynoNetwork network,
            Path log) {
        this.name = name;
        this.command = command;
        this.configVars = configVars;
        this.limits = limits;
        this.log = log;
        this.wire = network.attach();
        this.cgroup = Cgroup.create(wire.namespace(), limits);
    }

    /** One run of the process. */
    private static final class Start {
        final Process process;
        final DataDirectory directory;
        final long began = System.nanoTime();
        volatile long bound;
        volatile boolean stopping;

        Start(Process process, DataDirectory directory) {
            this.process = process;
            this.directory = directory;
        }
    }

    /**
     * How a dyno ended.
     *
     * @param took from SIGTERM on
     * @param killed whether it was still there when its time was over
     * @param status its exit status; 128 and the signal's number if it was killed by one
     */
    public record Stop(Duration took, boolean killed, int status) {}

    /** Such as {@code web.1}. */
    public String name() {
        return name;
    }

    /** Where the router reaches it. */
    public InetSocketAddress address() {
        return new InetSocketAddress(wire.address(), port);
    }

    /** How it is now. */
    public DynoState state() {
        var start = current;
        if (start == null) {
            return DynoState.DOWN;
        }
        if (start.stopping) {
            return start.process.isAlive() ? DynoState.STOPPING : DynoState.DOWN;
        }
        if (!start.process.isAlive()) {
            return DynoState.CRASHED;
        }
        return start.bound > 0 ? DynoState.UP : DynoState.STARTING;
    }

    /** The most that it used, over all its starts. */
    public DynoUsage usage() {
        return cgroup.usage();
    }

    /** The id of its process. */
    public long pid() {
        return running().process.pid();
    }

    /** Where it may write until it ends. */
    public Path directory() {
        return running().directory.path();
    }

    /**
     * Starts its process, and doesn't wait for it.
     *
     * @throws IllegalStateException if it runs
     */
    public synchronized void start() {
        var before = current;
        if (before != null && before.process.isAlive()) {
            throw new IllegalStateException(name + " runs already.");
        }
        release();
        var directory = DataDirectory.temporary(wire.namespace() + "-");
        try {
            var start = new Start(builder(directory.path()).start(), directory);
            current = start;
            Thread.ofVirtual().name(name + "-watch").start(() -> watch(start));
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException(name + " can't be started.", e);
        }
    }

    /** The shell joins the groups and becomes the program, so that all of it is counted. */
    private ProcessBuilder builder(Path directory) {
        var join =
                cgroup.memberFiles().stream()
                        .map(file -> "echo $$ > '" + file + "'")
                        .collect(joining(" && "));
        var line = new ArrayList<>(List.of("sh", "-c", join + " && exec \"$@\"", name));
        line.addAll(List.of("nsenter", "--net=/run/netns/" + wire.namespace()));
        line.addAll(command);
        var builder = new ProcessBuilder(line).directory(directory.toFile());
        var environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.put("HOME", directory.toString());
        environment.put("TMPDIR", directory.toString());
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory);
        environment.putAll(configVars);
        environment.put("PORT", Integer.toString(port));
        environment.put("DYNO", name);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void watch(Start start) {
        long sampled = 0;
        try {
            while (start.process.isAlive()) {
                if (start.bound == 0 && binds()) {
                    start.bound = System.nanoTime();
                }
                if (System.nanoTime() - sampled > SAMPLE.toNanos()) {
                    cgroup.sample();
                    sampled = System.nanoTime();
                }
                Thread.sleep(start.bound == 0 ? PROBE : SAMPLE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean binds() {
        try (var socket = new Socket()) {
            socket.connect(address(), (int) SAMPLE.toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Waits until it has bound its port.
     *
     * @return the time from its start to that moment
     * @throws IllegalStateException with the last lines of its output, if it ends or takes longer;
     *     Heroku gives it 60 seconds
     */
    public Duration awaitUp(Duration patience) throws InterruptedException {
        var start = running();
        long end = System.nanoTime() + patience.toNanos();
        while (start.bound == 0) {
            if (!start.process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%s is %s and hasn't bound its port:%n%s"
                                .formatted(name, state(), lastLines(30)));
            }
            Thread.sleep(PROBE);
        }
        return Duration.ofNanos(start.bound - start.began);
    }

    /** The same after an end: SIGTERM, the time to end, SIGKILL, and a start in a new directory. */
    public synchronized Stop restart() throws InterruptedException {
        var stop = stop();
        start();
        return stop;
    }

    /** SIGTERM, and SIGKILL when its time is over. */
    public synchronized Stop stop() throws InterruptedException {
        var start = running();
        start.stopping = true;
        long began = System.nanoTime();
        start.process.destroy();
        boolean ended = start.process.waitFor(limits.stopGrace().toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            start.process.destroyForcibly();
        }
        int status = start.process.waitFor();
        release();
        return new Stop(Duration.ofNanos(System.nanoTime() - began), !ended, status);
    }

    /** SIGKILL. */
    public synchronized void kill() throws InterruptedException {
        var start = running();
        start.stopping = true;
        start.process.destroyForcibly();
        start.process.waitFor();
        release();
    }

    /** The last lines of its output, for a message. */
    public String lastLines(int count) {
        try {
            var lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + log + " can't be read: " + e.getMessage() + ")";
        }
    }

    private Start running() {
        var start = current;
        if (start == null) {
            throw new IllegalStateException(name + " wasn't started.");
        }
        return start;
    }

    /** What it wrote is gone with it. */
    private void release() {
        var start = current;
        if (start != null) {
            start.directory.close();
        }
    }

    /** Kills it. */
    @Override
    public synchronized void close() {
        var start = current;
        if (start != null) {
            start.stopping = true;
            start.process.destroyForcibly();
        }
        cgroup.close();
        release();
    }
}
