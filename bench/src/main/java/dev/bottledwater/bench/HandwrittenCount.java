// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.WindowStore;

import java.nio.ByteBuffer;

/**
 * {@link Query#COUNT} by hand. Only the amount goes through the repartition topic, and the state is
 * sixteen bytes: JSON in either would be slower.
 */
final class HandwrittenCount {
    private HandwrittenCount() {}

    @JsonPropertyOrder({"ORDERS", "TOTAL"})
    record Total(@JsonProperty("ORDERS") long orders, @JsonProperty("TOTAL") double total) {}

    static Topology topology(String sink) {
        var builder = new StreamsBuilder();
        builder.stream(Orders.TOPIC, Consumed.with(Serdes.String(), JsonSerde.of(OrderValue.class)))
                .filter((_, order) -> order.city() != null)
                .map((_, order) -> KeyValue.pair(order.city(), order.amount))
                .groupByKey(Grouped.with("by-city", Serdes.String(), Serdes.Double()))
                .windowedBy(TimeWindows.ofSizeAndGrace(Query.WINDOW, Query.GRACE))
                .aggregate(
                        () -> new Total(0, 0),
                        (_, amount, sum) -> new Total(sum.orders() + 1, sum.total() + amount),
                        Materialized.<String, Total, WindowStore<Bytes, byte[]>>as("totals")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(state())
                                .withRetention(Query.WINDOW.plus(Query.GRACE)))
                .toStream()
                .to(
                        sink,
                        Produced.with(
                                WindowedSerdes.timeWindowedSerdeFrom(
                                        String.class, Query.WINDOW.toMillis()),
                                JsonSerde.of(Total.class)));
        return builder.build();
    }

    private static Serde<Total> state() {
        return Serdes.serdeFrom(
                (_, total) ->
                        total == null
                                ? null
                                : ByteBuffer.allocate(16)
                                        .putLong(total.orders())
                                        .putDouble(total.total())
                                        .array(),
                (_, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    var buffer = ByteBuffer.wrap(bytes);
                    return new Total(buffer.getLong(), buffer.getDouble());
                });
    }
}
