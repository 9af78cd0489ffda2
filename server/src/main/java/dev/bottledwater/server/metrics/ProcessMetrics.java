// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.server.metrics.MetricsText.Type;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JVM and the process. */
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMetrics() {}

    static void write(MetricsText text) {
        var memory = ManagementFactory.getMemoryMXBean();
        var heap = memory.getHeapMemoryUsage();
        var rest = memory.getNonHeapMemoryUsage();
        var pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        text.family("jvm_memory_used_bytes", Type.GAUGE, "Memory that the JVM uses.");
        area(text, "jvm_memory_used_bytes", "heap", heap.getUsed());
        area(text, "jvm_memory_used_bytes", "nonheap", rest.getUsed());
        text.family("jvm_memory_committed_bytes", Type.GAUGE, "Memory that the JVM has taken.");
        area(text, "jvm_memory_committed_bytes", "heap", heap.getCommitted());
        area(text, "jvm_memory_committed_bytes", "nonheap", rest.getCommitted());
        max(text, heap);
        text.family("jvm_buffer_pool_used_bytes", Type.GAUGE, "Memory of direct buffers.");
        for (var pool : pools) {
            text.sample(
                    "jvm_buffer_pool_used_bytes",
                    Math.max(0, pool.getMemoryUsed()),
                    "pool",
                    pool.getName());
        }
        text.family("jvm_threads_current", Type.GAUGE, "Platform threads.");
        text.sample("jvm_threads_current", ManagementFactory.getThreadMXBean().getThreadCount());
        text.family("jvm_gc_collections_total", Type.COUNTER, "Garbage collections.");
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        for (var gc : collectors) {
            text.sample(
                    "jvm_gc_collections_total",
                    Math.max(0, gc.getCollectionCount()),
                    "gc",
                    gc.getName());
        }
        text.family("jvm_gc_seconds_total", Type.COUNTER, "Time spent in garbage collections.");
        for (var gc : collectors) {
            text.sample(
                    "jvm_gc_seconds_total",
                    Math.max(0, gc.getCollectionTime()) / 1000.0,
                    "gc",
                    gc.getName());
        }
        resident(text);
    }

    private static void area(MetricsText text, String name, String area, long bytes) {
        text.sample(name, bytes, "area", area);
    }

    private static void max(MetricsText text, MemoryUsage heap) {
        text.family("jvm_memory_max_bytes", Type.GAUGE, "Memory that the JVM may take.");
        area(text, "jvm_memory_max_bytes", "heap", heap.getMax());
    }

    /** Linux tells it in kilobytes; elsewhere it is left out. */
    private static void resident(MetricsText text) {
        if (!Files.isReadable(STATUS)) {
            return;
        }
        try (var lines = Files.lines(STATUS)) {
            lines.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .ifPresent(
                            line -> {
                                text.family(
                                        "process_resident_memory_bytes",
                                        Type.GAUGE,
                                        "Memory that the process holds, as the platform counts it.");
                                text.sample(
                                        "process_resident_memory_bytes",
                                        Long.parseLong(line.replaceAll("\\D", "")) * 1024.0);
                            });
        } catch (IOException _) {
            // the system doesn't tell it now; the next scrape asks again
            return;
        }
    }
}
