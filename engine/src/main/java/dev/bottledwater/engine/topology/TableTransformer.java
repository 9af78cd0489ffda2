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
import java.util.function.Supplier;

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
    private @Nullable ProcessorContext context;
    private @Nullable StepErrors errors;
    private @Nullable StepErrors told;

    // of the last row that was changed
    private @Nullable Object key;
    private long offset = -1;
    private int partition = -1;

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
    public void init(ProcessorContext processorContext) {
        context = processorContext;
        Supplier<RecordPosition> position =
                () ->
                        new RecordPosition(
                                processorContext.topic(),
                                processorContext.partition(),
                                processorContext.offset());
        errors = new StepErrors(scope, step, position);
        told = new StepErrors(scope.withLog(_ -> {}), step, position);
    }

    @Override
    public @Nullable Row transform(Object rowKey, @Nullable Row row) {
        var isOld = isOld(rowKey);
        return row == null
                ? null
                : change.apply(rowKey, row, Objects.requireNonNull(isOld ? told : errors));
    }

    /** The old row of a change comes after the new one, and was told of when it was new. */
    private boolean isOld(Object rowKey) {
        var at = Objects.requireNonNull(context);
        if (rowKey == key && at.offset() == offset && at.partition() == partition) {
            return true;
        }
        key = rowKey;
        offset = at.offset();
        partition = at.partition();
        return false;
    }

    @Override
    public void close() {}
}
