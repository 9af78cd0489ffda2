// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordTime;
import dev.bottledwater.engine.physical.Sink;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;

/** Writes rows to the sink's topic. */
final class SinkFlow {
    private final QueryScope scope;
    private final Sink sink;

    SinkFlow(QueryScope scope, Sink sink) {
        this.scope = scope;
        this.sink = sink;
    }

    void build(RowFlow<?> rows) {
        var serdes = SinkSerdes.of(scope, sink);
        timed(rows)
                .to(
                        serdes.topic(),
                        Produced.with(serdes.keys(), written(serdes.values()))
                                .withName(sink.name() + "-Sink"));
    }

    private static Serde<@Nullable Row> written(Serializer<@Nullable Row> values) {
        return Serdes.serdeFrom(
                values,
                (_, _) -> {
                    throw new UnsupportedOperationException("a sink is only written");
                });
    }

    /** The rows with the times of the sink's timestamp column, if it has one. */
    private KStream<Object, @Nullable Row> timed(RowFlow<?> rows) {
        var timestamp = sink.timestamp();
        if (timestamp == null) {
            return rows.stream();
        }
        int index = sink.schema().indexOf(timestamp.column());
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The TIMESTAMP column %s is not a column of %s"
                            .formatted(timestamp.column(), sink.name()));
        }
        var time = RecordTime.of(timestamp, sink.schema().columns().get(index));
        return rows.timed(
                sink.name() + "-Timestamp",
                (row, millis) -> row == null ? millis : time.millis(row.get(index)));
    }
}
