// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What an aggregation keeps, and the rows that it emits of it.
 *
 * @param name the step's
 * @param states by group
 */
record Aggregated(
        QueryScope scope,
        String name,
        Aggregation aggregation,
        KTable<Object, @Nullable Row> states) {

    /** The rows for steps that need a change's old row, too. */
    Flow.Changes changes() {
        return new Flow.Changes(
                states.transformValues(
                        TableTransformer.of(scope, outputName(), (key, row, _) -> result(key, row)),
                        Named.as(outputName())));
    }

    /** The rows for steps that don't, which costs less. */
    RowFlow<?> rows() {
        return RowFlow.of(
                scope,
                states.toStream(Named.as(name + "-ToStream")),
                RowChain.of(
                        scope,
                        outputName(),
                        (key, row, _, _, _, next) ->
                                next.accept(
                                        row == null
                                                ? null
                                                : result(Objects.requireNonNull(key), row))));
    }

    private String outputName() {
        return name + "-ToOutputSchema";
    }

    private Row result(Object key, Row row) {
        return switch (key) {
            case Row group -> aggregation.result(group, row);
            default ->
                    aggregation.result(
                            Objects.requireNonNull(Keys.row(key)),
                            row,
                            Keys.windowStart(key),
                            Keys.windowEnd(key));
        };
    }
}
