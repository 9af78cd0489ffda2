// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.topology.FailOnProductionError;
import dev.bottledwater.engine.topology.RecordFailures;
import dev.bottledwater.engine.topology.SkipFailedRows;
import dev.bottledwater.engine.topology.SkipUnreadableRecords;

import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The Kafka Streams configuration of a query: {@link StreamsDefaults}, then the server's
 * properties, then the statement's, then what is not for users to set.
 *
 * @param streams for Kafka Streams; holds secrets, never printed
 * @param offsetReset where the query starts to read its sources
 */
record StreamsProperties(Properties streams, AutoOffsetReset offsetReset) {
    private static final String PREFIX = "ksql.streams.";
    private static final String RESET = "auto.offset.reset";

    static StreamsProperties of(
            EngineConfig config,
            String applicationId,
            Map<String, String> overrides,
            RecordFailures failures,
            RocksMemory memory,
            BufferBudget.Share share) {
        var settings = settings(config.properties(), overrides, share);
        var reset = reset(settings);

        var streams = new Properties();
        streams.putAll(config.kafkaClientProperties());
        streams.putAll(settings);
        // repartition topics have no other history than the query's own, so nothing there is
        // skipped
        streams.put(StreamsConfig.mainConsumerPrefix(RESET), "earliest");
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        // tells the other instances who has which partitions; the port says nothing
        streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.instance() + ":1");
        streams.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        streams.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SkipUnreadableRecords.class);
        streams.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailOnProductionError.class);
        streams.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SkipFailedRows.class);
        // there is no global thread; without it Kafka Streams warns of that at each start
        streams.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        streams.put(RecordFailures.CONFIG, failures);
        streams.put(RocksMemory.CONFIG, memory);
        return new StreamsProperties(streams, reset);
    }

    /**
     * What is set for Kafka Streams by the defaults, the server and the statement.
     *
     * @param share of the buffers, null when it doesn't matter
     * @throws IllegalArgumentException for a value that there isn't
     */
    static TreeMap<String, String> settings(
            Map<String, String> server,
            Map<String, String> overrides,
            BufferBudget.@Nullable Share share) {
        var guarantee = ProcessingGuarantee.of(server, overrides);
        var settings = new TreeMap<String, String>();
        StreamsDefaults.of(guarantee).forEach(s -> settings.put(s.name(), s.value()));
        if (share != null) {
            settings.put("producer.buffer.memory", String.valueOf(share.buffer()));
            settings.put("main.consumer.fetch.max.bytes", String.valueOf(share.buffer()));
            settings.put(
                    "main.consumer.max.partition.fetch.bytes", String.valueOf(share.partition()));
        }
        addStreams(server, settings, false);
        addStreams(overrides, settings, true);
        settings.put(ProcessingGuarantee.PROPERTY, guarantee.streamsValue());
        return settings;
    }

    /**
     * @param bare whether names without {@code ksql.streams.} are meant for Kafka Streams too, as
     *     in statements
     */
    private static void addStreams(Map<String, String> from, Map<String, String> to, boolean bare) {
        from.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        to.put(today(name.substring(PREFIX.length())), value);
                    } else if (bare && !name.startsWith("ksql.") && !name.startsWith("bw.")) {
                        to.put(today(name), value);
                    }
                });
    }

    /** KSQL's documents still have the name of before Kafka 3.4. */
    private static String today(String name) {
        return name.equals("cache.max.bytes.buffering")
                ? StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG
                : name;
    }

    private static AutoOffsetReset reset(Map<String, String> settings) {
        var plain = settings.remove(RESET);
        var consumer = settings.remove(StreamsConfig.consumerPrefix(RESET));
        var value = plain != null ? plain : consumer != null ? consumer : "latest";
        return switch (value) {
            case "earliest" -> AutoOffsetReset.earliest();
            case "latest" -> AutoOffsetReset.latest();
            case "none" -> AutoOffsetReset.none();
            default ->
                    throw new IllegalArgumentException(
                            "auto.offset.reset is %s, but must be earliest or latest"
                                    .formatted(value));
        };
    }

    @Override
    public String toString() {
        return "StreamsProperties[" + streams.get(StreamsConfig.APPLICATION_ID_CONFIG) + "]";
    }
}
