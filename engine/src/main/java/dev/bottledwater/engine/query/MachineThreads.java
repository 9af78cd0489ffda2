// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the operating system says of this process's threads; Linux tells, others don't. */
final class MachineThreads {
    /** Limits from here on are no dyno's, and other limits are met before. */
    private static final int NO_LIMIT = 4096;

    private MachineThreads() {}

    /** How many the container or the user may have; {@link Integer#MAX_VALUE} for no limit. */
    static int limit() {
        var container =
                Stream.of("/sys/fs/cgroup/pids.max", "/sys/fs/cgroup/pids/pids.max")
                        .map(MachineThreads::lines)
                        .flatMap(List::stream);
        var user =
                lines("/proc/self/limits").stream()
                        .filter(l -> l.startsWith("Max processes"))
                        .map(l -> l.split(" {2,}")[1]);
        return limit(Stream.concat(container, user).toList());
    }

    /** The smallest of several limits, of which some are words for none. */
    static int limit(List<String> limits) {
        var smallest =
                limits.stream()
                        .map(String::strip)
                        .filter(l -> l.matches("[0-9]{1,9}"))
                        .mapToInt(Integer::parseInt)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        return smallest >= NO_LIMIT ? Integer.MAX_VALUE : smallest;
    }

    /**
     * How many threads there are, native ones included, but for those of queries.
     *
     * @param marker what the names of queries' threads contain
     */
    static int withoutQueries(String marker) {
        var threads = ManagementFactory.getThreadMXBean();
        var infos = threads.getThreadInfo(threads.getAllThreadIds(), 0);
        int known = (int) Arrays.stream(infos).filter(Objects::nonNull).count();
        int theirs =
                (int)
                        Arrays.stream(infos)
                                .filter(Objects::nonNull)
                                .filter(t -> t.getThreadName().contains(marker))
                                .count();
        int all =
                lines("/proc/self/status").stream()
                        .filter(l -> l.startsWith("Threads:"))
                        .mapToInt(l -> Integer.parseInt(l.substring("Threads:".length()).strip()))
                        .findFirst()
                        .orElse(known);
        return Math.max(all, known) - theirs;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException _) {
            return List.of();
        }
    }
}
