// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.Sink;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How rows are written to a sink's topic.
 *
 * @param topic the topic's name on the cluster
 */
public record SinkSerdes(String topic, Serde<Object> keys, Serializer<@Nullable Row> values) {

    /**
     * Those of a sink.
     *
     * @throws IllegalArgumentException for formats or types that aren't supported
     */
    public static SinkSerdes of(QueryScope scope, Sink sink) {
        var topic = scope.names().physicalTopic(sink.topic());
        var key = new RecordLayout(sink.keyFormat(), RecordSide.KEY, topic, sink.schema().key());
        var value =
                new RecordLayout(
                        sink.valueFormat(), RecordSide.VALUE, topic, sink.schema().value());
        return new SinkSerdes(
                topic,
                Keys.serde(RowSerdes.of(scope.formats(), key), sink.window()),
                RowSerdes.serializer(scope.formats().writer(value), sink.schema().keyCount()));
    }
}
