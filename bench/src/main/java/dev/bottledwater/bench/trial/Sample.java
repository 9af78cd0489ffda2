// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import com.sun.management.UnixOperatingSystemMXBean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a process takes at a moment.
 *
 * @param rss its resident memory in bytes; 0 where the system has no {@code /proc}
 * @param heap the live objects of its heap in bytes: what is left after a collection
 * @param threads its threads
 * @param handles its open files and sockets; 0 where the system doesn't tell
 */
public record Sample(long rss, long heap, long threads, long handles) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Of this process. */
    public static Sample take() {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Sample(
                residentMemory(),
                heap,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                system instanceof UnixOperatingSystemMXBean unix
                        ? unix.getOpenFileDescriptorCount()
                        : 0);
    }

    private static long residentMemory() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line, which {@link #parse} reads. */
    public String text() {
        return "%d %d %d %d".formatted(rss, heap, threads, handles);
    }

    /** Reads what {@link #text} gives. */
    public static Sample parse(String text) {
        var numbers = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Sample(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    @Override
    public String toString() {
        return "RSS %5.1f MB  live heap %5.1f MB  threads %4d  handles %4d"
                .formatted(rss / 1048576.0, heap / 1048576.0, threads, handles);
    }
}
