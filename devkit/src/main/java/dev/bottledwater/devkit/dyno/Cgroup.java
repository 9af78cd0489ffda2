// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A control group for memory and threads below the one of this process: two directories under
 * cgroup v1, one under v2. It remembers the most that was used as often as it is {@linkplain
 * #sample() sampled}.
 */
final class Cgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int REMOVALS = 100;

    private final Path memory;
    private final Path pids;
    private final boolean unified;
    private long workingBytes;
    private long anonymousBytes;
    private long chargedBytes;
    private long threads;

    private Cgroup(Path memory, Path pids, boolean unified) {
        this.memory = memory;
        this.pids = pids;
        this.unified = unified;
    }

    /**
     * Makes one.
     *
     * @throws UncheckedIOException where this process may not
     */
    static Cgroup create(String name, DynoLimits limits) {
        boolean unified = !Files.isDirectory(ROOT.resolve("memory"));
        var parentMemory = unified ? own("") : own("memory");
        var parentPids = unified ? parentMemory : own("pids");
        var cgroup = new Cgroup(parentMemory.resolve(name), parentPids.resolve(name), unified);
        try {
            if (unified) {
                Files.writeString(parentMemory.resolve("cgroup.subtree_control"), "+memory +pids");
            }
            Files.createDirectories(cgroup.memory);
            Files.createDirectories(cgroup.pids);
            cgroup.limit(limits);
            return cgroup;
        } catch (IOException e) {
            cgroup.close();
            throw new UncheckedIOException("No control group could be made: " + e.getMessage(), e);
        }
    }

    private void limit(DynoLimits limits) throws IOException {
        var bytes = Long.toString(limits.memoryBytes());
        if (unified) {
            Files.writeString(memory.resolve("memory.max"), bytes);
            writeIfThere(memory.resolve("memory.swap.max"), "0");
        } else {
            Files.writeString(memory.resolve("memory.limit_in_bytes"), bytes);
            writeIfThere(memory.resolve("memory.memsw.limit_in_bytes"), bytes);
        }
        Files.writeString(pids.resolve("pids.max"), Integer.toString(limits.threads()));
    }

    /** Swap isn't counted by every kernel. */
    private static void writeIfThere(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, text);
        }
    }

    /**
     * The directory of this process's own group.
     *
     * @param controller empty for the one hierarchy of cgroup v2
     */
    private static Path own(String controller) {
        var mount = ROOT.resolve(controller);
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            return lines.map(line -> line.split(":", 3))
                    .filter(parts -> List.of(parts[1].split(",")).contains(controller))
                    .map(parts -> mount.resolve(parts[2].substring(1)))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(mount);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/cgroup can't be read.", e);
        }
    }

    /** A process that writes its id to each of these is in the group. */
    List<Path> memberFiles() {
        return Stream.of(memory, pids).distinct().map(d -> d.resolve("cgroup.procs")).toList();
    }

    /** Looks at what is used now. */
    synchronized void sample() {
        long charged = number(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
        var stat = memory.resolve("memory.stat");
        long idleFiles = counter(stat, unified ? "inactive_file" : "total_inactive_file");
        workingBytes = Math.max(workingBytes, charged - idleFiles);
        anonymousBytes = Math.max(anonymousBytes, counter(stat, unified ? "anon" : "total_rss"));
        chargedBytes = Math.max(chargedBytes, charged);
        threads = Math.max(threads, number(pids.resolve("pids.current")));
    }

    /** The most so far. Kernels that keep it say it themselves. */
    synchronized DynoUsage usage() {
        sample();
        long charged =
                number(memory.resolve(unified ? "memory.peak" : "memory.max_usage_in_bytes"));
        return new DynoUsage(
                Math.max(chargedBytes, charged),
                workingBytes,
                anonymousBytes,
                Math.max(threads, number(pids.resolve("pids.peak"))),
                counter(
                        memory.resolve(unified ? "memory.events" : "memory.oom_control"),
                        "oom_kill"),
                counter(pids.resolve("pids.events"), "max"));
    }

    /** The content of a file, or 0 where the kernel hasn't got it. */
    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    /** The number in the line of a name, or 0. */
    private static long counter(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /** Kills what is left in it and removes it. */
    @Override
    public void close() {
        for (var directory : unified ? List.of(memory) : List.of(memory, pids)) {
            remove(directory);
        }
    }

    /** A group with a process that is ending is busy. */
    private static void remove(Path directory) {
        try {
            for (int i = 0; i < REMOVALS && Files.exists(directory); i++) {
                for (var pid : Files.readAllLines(directory.resolve("cgroup.procs"))) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                if (directory.toFile().delete()) {
                    return;
                }
                Thread.sleep(20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be removed.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
