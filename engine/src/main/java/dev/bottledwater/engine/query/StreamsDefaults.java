// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * The Kafka Streams settings of persistent queries where they differ from those of KSQL or of Kafka
 * Streams. A property {@code ksql.streams.<name>} of the server or of a statement wins.
 */
public final class StreamsDefaults {
    private StreamsDefaults() {}

    /**
     * One setting.
     *
     * @param name without {@code ksql.streams.}
     * @param usual what KSQL, or else Kafka Streams, has
     * @param reason why ours differs
     */
    public record Setting(String name, String value, String usual, String reason) {}

    /** The table. */
    public static final List<Setting> TABLE =
            List.of(
                    new Setting(
                            "num.stream.threads",
                            "1",
                            "4",
                            "a small dyno has 256 threads for all queries; one thread of one query does more than its Kafka plan"),
                    new Setting(
                            "statestore.cache.max.bytes",
                            "0",
                            "10000000",
                            "every update of a table is emitted at once; a cache holds updates back until the next commit"),
                    new Setting(
                            "producer.linger.ms",
                            "5",
                            "100",
                            "a result waits at most 5 ms for others to share its batch; under load batches fill by themselves"),
                    new Setting(
                            "topology.optimization",
                            "all",
                            "none",
                            "fewer internal topics; stores and topics have names of their own, so it can't move them"),
                    new Setting(
                            "consumer.session.timeout.ms",
                            "10000",
                            "45000",
                            "after a kill without a goodbye the next process takes over in 10 s instead of 45 s"),
                    new Setting(
                            "consumer.heartbeat.interval.ms",
                            "3000",
                            "3000",
                            "a third of the session timeout, as Kafka advises"),
                    new Setting(
                            "main.consumer.fetch.max.bytes",
                            "8388608",
                            "52428800",
                            "one answer of a broker must fit the heap of a small dyno; less where bw.query.buffers.max.bytes is shared by many"),
                    new Setting(
                            "main.consumer.max.partition.fetch.bytes",
                            "524288",
                            "1048576",
                            "many queries buffer many partitions at once"),
                    new Setting(
                            "producer.buffer.memory",
                            "8388608",
                            "33554432",
                            "many queries share one heap; a full buffer slows the query down and loses nothing; less where bw.query.buffers.max.bytes is shared by many"),
                    new Setting(
                            "producer.compression.type",
                            "snappy",
                            "none",
                            "as KSQL: small plans are metered by bytes"),
                    new Setting(
                            "enable.metrics.push",
                            "false",
                            "true",
                            "brokers of hosted plans don't collect client metrics"),
                    new Setting(
                            "log.summary.interval.ms",
                            "0",
                            "120000",
                            "a line per thread every two minutes is noise in a log drain"),
                    new Setting(
                            "commit.interval.ms",
                            "2000",
                            "30000",
                            "as KSQL: at most two seconds are processed again after a kill"),
                    new Setting(
                            "consumer.metadata.max.age.ms",
                            "60000",
                            "300000",
                            "a new partition, and a topic that was deleted, are noticed within a minute"),
                    new Setting(
                            "consumer.isolation.level",
                            "read_committed",
                            "read_uncommitted",
                            "what a transaction took back was never there; topics without transactions are read as ever"));

    /** In place of those of the table where results are committed in transactions. */
    public static final List<Setting> EXACTLY_ONCE =
            List.of(
                    new Setting(
                            "commit.interval.ms",
                            "100",
                            "2000",
                            "readers see results when they are committed; Kafka Streams commits as often"));

    /** The settings of queries with a guarantee; later ones win. */
    static List<Setting> of(ProcessingGuarantee guarantee) {
        return switch (guarantee) {
            case AT_LEAST_ONCE -> TABLE;
            case EXACTLY_ONCE -> Stream.concat(TABLE.stream(), EXACTLY_ONCE.stream()).toList();
        };
    }
}
