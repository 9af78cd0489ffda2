// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import dev.bottledwater.devkit.process.ExitHook;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network like Heroku's Common Runtime. Each dyno has a namespace of its own and one wire, to
 * this machine: it reaches servers at {@link #hostAddress()}, and the machine reaches it. It has no
 * route to anything else, so that dynos can't reach each other even where the machine forwards
 * packets.
 */
public final class DynoNetwork implements AutoCloseable {
    /** The four addresses of a wire are two of its ends, its network's and the broadcast one. */
    private static final int ADDRESSES = 4;

    private static final int MOST = 60;

    private final String prefix;
    private final String name;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final ExitHook exitHook = ExitHook.of("devkit-network-exit", this::close, true);
    private int wires;

    private DynoNetwork(String prefix, String name) {
        this.prefix = prefix;
        this.name = name;
    }

    /**
     * A dyno's end of a wire.
     *
     * @param namespace its network namespace
     * @param address where this machine reaches it
     */
    record Wire(String namespace, String address) {}

    /**
     * @return why there can be no dynos on this machine; empty if there can
     */
    public static Optional<String> missing() {
        return Optional.ofNullable(reason());
    }

    private static @Nullable String reason() {
        if (!Files.isDirectory(Path.of("/sys/fs/cgroup"))) {
            return "Dynos need Linux with control groups, and /sys/fs/cgroup isn't there.";
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return "Dynos need root, for control groups and network namespaces.";
        }
        if (!SystemCommand.works("ip netns list")) {
            return "Dynos need the program ip (Debian: the package iproute2).";
        }
        if (!SystemCommand.works("nsenter --version")) {
            return "Dynos need the program nsenter (Debian: the package util-linux).";
        }
        try (var network = create();
                var cgroup = Cgroup.create(network.name, DynoLimits.standard1x())) {
            network.attach();
            return cgroup.memberFiles().stream().allMatch(Files::isWritable)
                    ? null
                    : "Dynos need control groups that can be written to.";
        } catch (RuntimeException e) {
            return "Dynos can't be made on this machine: " + e.getMessage();
        }
    }

    /**
     * Makes an empty one with addresses of 10.0.0.0/8 that no other has.
     *
     * @throws IllegalStateException where this isn't possible
     */
    public static DynoNetwork create() {
        var random = ThreadLocalRandom.current();
        var prefix = "10.%d.%d.".formatted(random.nextInt(64, 256), random.nextInt(256));
        var network = new DynoNetwork(prefix, "bw" + Integer.toHexString(random.nextInt(0x100000)));
        network.does("ip addr add " + network.hostAddress() + "/32 dev lo");
        network.undo.push(
                () -> SystemCommand.works("ip addr del " + network.hostAddress() + "/32 dev lo"));
        return network;
    }

    /** Where dynos find the servers of this machine. */
    public String hostAddress() {
        return prefix + "1";
    }

    /** What its parts on this machine are named after. */
    String name() {
        return name;
    }

    /** Lays a wire for a new dyno. */
    synchronized Wire attach() {
        if (wires == MOST) {
            throw new IllegalStateException("A network has room for " + MOST + " dynos.");
        }
        int number = ++wires;
        var namespace = name + "-" + number;
        var here = prefix + (ADDRESSES * number + 1);
        var there = prefix + (ADDRESSES * number + 2);
        does("ip netns add " + namespace);
        undo.push(() -> SystemCommand.works("ip netns del " + namespace));
        does("ip link add " + namespace + " type veth peer name eth0 netns " + namespace);
        undo.push(() -> SystemCommand.works("ip link del " + namespace));
        does("ip addr add " + here + "/30 dev " + namespace);
        does("ip link set " + namespace + " up");
        does("ip -n " + namespace + " addr add " + there + "/30 dev eth0");
        does("ip -n " + namespace + " link set lo up");
        does("ip -n " + namespace + " link set eth0 up");
        does("ip -n " + namespace + " route add " + hostAddress() + "/32 via " + here);
        return new Wire(namespace, there);
    }

    private static void does(String command) {
        SystemCommand.run(command);
    }

    /** Takes all wires away. */
    @Override
    public synchronized void close() {
        exitHook.remove();
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
