// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.kstream.ValueTransformerWithKey;
import org.apache.kafka.streams.kstream.ValueTransformerWithKeySupplier;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Changes the rows of a table. Kafka Streams applies it to the new row and, where a later step
 * needs it, to the old row of a change.
 */
final class TableTransformer
        implements ValueTransformerWithKey<Object, @Nullable Row, @Nullable Row> {

    /** What is done to a row that is there; thread-safe. */
    interface Change {
        /** The row's new form; null: it is not in the table. */
        @Nullable Row apply(Object key, Row row, StepErrors errors);
    }

    private final QueryScope scope;
    private final String step;
    private final Change change;
    private @Nullable StepErrors errors;

    private TableTransformer(QueryScope scope, String step, Change change) {
        this.scope = scope;
        this.step = step;
        this.change = change;
    }

    static ValueTransformerWithKeySupplier<Object, @Nullable Row, @Nullable Row> of(
            QueryScope scope, String step, Change change) {
        return () -> new TableTransformer(scope, step, change);
    }

    @Override
    public void init(ProcessorContext context) {
        errors =
                new StepErrors(
                        scope,
                        step,
                        () ->
                                new RecordPosition(
                                        context.topic(), context.partition(), context.offset()));
    }

    @Override
    public @Nullable Row transform(Object key, @Nullable Row row) {
        return row == null ? null : change.apply(key, row, Objects.requireNonNull(errors));
    }

    @Override
    public void close() {}
}
