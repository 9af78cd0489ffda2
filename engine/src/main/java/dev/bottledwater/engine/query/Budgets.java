// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all persistent queries of a process share, sized from the heap and the container unless
 * properties of the server say otherwise.
 *
 * @param rocksDb native memory of all stores, in bytes
 */
public record Budgets(ThreadBudget threads, BufferBudget buffers, long rocksDb) {
    /** The memory of all RocksDB stores, in bytes: half block cache, half write buffers. */
    public static final String ROCKSDB = "bw.rocksdb.max.bytes";

    private static final long LEAST_ROCKSDB = 16L << 20;

    /**
     * @param marker what the names of queries' threads contain
     * @throws IllegalArgumentException for a property that is no number
     */
    static Budgets of(Map<String, String> properties, String marker) {
        long heap = Runtime.getRuntime().maxMemory();
        long most = number(properties, ThreadBudget.PROPERTY, MachineThreads.limit());
        return new Budgets(
                new ThreadBudget(
                        (int) Math.min(most, Integer.MAX_VALUE),
                        () -> MachineThreads.withoutQueries(marker)),
                new BufferBudget(number(properties, BufferBudget.PROPERTY, heap / 4)),
                number(properties, ROCKSDB, rocksDb(memory(), heap)));
    }

    /**
     * A sixth of what the heap leaves, since the JVM itself and its threads need most of it; and no
     * more than half of the heap, for machines that are not ours alone.
     */
    static long rocksDb(long memory, long heap) {
        return Math.max(LEAST_ROCKSDB, Math.min((memory - heap) / 6, heap / 2));
    }

    /** The container's memory, or else the machine's. */
    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    static long number(Map<String, String> properties, String name, long otherwise) {
        var text = properties.get(name);
        try {
            return text == null || text.isBlank() ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number, not '%s'".formatted(name, text), e);
        }
    }

    /** The properties as they are in effect; empty for no limit. */
    public Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        properties.put(ThreadBudget.PROPERTY, threads.limit().map(String::valueOf).orElse(""));
        properties.put(BufferBudget.PROPERTY, String.valueOf(buffers.total()));
        properties.put(ROCKSDB, String.valueOf(rocksDb));
        return properties;
    }

    /**
     * Why a query can't run beside the others, with the numbers.
     *
     * @param settings of Kafka Streams
     * @return empty when it can
     */
    Optional<String> refusal(String queryId, Map<String, String> settings) {
        return threads.refusal(queryId, ThreadBudget.needed(threads(settings)))
                .or(() -> buffers.refusal(queryId, cache(settings)));
    }

    static int threads(Map<String, String> settings) {
        return (int) number(settings, "num.stream.threads", 1);
    }

    static long cache(Map<String, String> settings) {
        return number(settings, "statestore.cache.max.bytes", 0);
    }
}
