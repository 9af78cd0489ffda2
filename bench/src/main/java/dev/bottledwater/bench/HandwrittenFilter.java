// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;

/** {@link Query#FILTER} by hand. */
final class HandwrittenFilter {
    private HandwrittenFilter() {}

    @JsonPropertyOrder({"CUSTOMER", "CITY", "GROSS"})
    record Paid(
            @JsonProperty("CUSTOMER") @Nullable String customer,
            @JsonProperty("CITY") @Nullable String city,
            @JsonProperty("GROSS") double gross) {}

    static Topology topology(String sink) {
        var builder = new StreamsBuilder();
        builder.stream(Orders.TOPIC, Consumed.with(Serdes.String(), JsonSerde.of(OrderValue.class)))
                .filter((_, order) -> "paid".equals(order.status) && order.amount > 100.0)
                .mapValues(
                        order ->
                                new Paid(
                                        order.customer == null ? null : order.customer.id,
                                        order.city(),
                                        order.amount * 1.19))
                .to(sink, Produced.with(Serdes.String(), JsonSerde.of(Paid.class)));
        return builder.build();
    }
}
