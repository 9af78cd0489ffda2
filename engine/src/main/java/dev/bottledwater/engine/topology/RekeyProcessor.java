// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Runs a chain of steps and forwards its rows under new keys. */
final class RekeyProcessor<V> implements Processor<Object, V, Object, @Nullable Row> {

    /** What is done to a row; thread-safe. */
    interface Change {
        /**
         * The row under its new key; null leaves it out.
         *
         * @param record with the old key and the row
         */
        @Nullable Record<Object, @Nullable Row> apply(
                Record<Object, @Nullable Row> record, StepErrors errors);
    }

    private final QueryScope scope;
    private final RowChain<V> chain;
    private final String name;
    private final Change change;
    private RowChain.@Nullable Running<V> running;

    /** What is being processed. */
    private @Nullable Record<Object, V> current;

    private RekeyProcessor(QueryScope scope, RowChain<V> chain, String name, Change change) {
        this.scope = scope;
        this.chain = chain;
        this.name = name;
        this.change = change;
    }

    /**
     * @param name the step's that gives the new keys, in the processing log
     */
    static <V> ProcessorSupplier<Object, V, Object, @Nullable Row> of(
            QueryScope scope, RowChain<V> chain, String name, Change change) {
        return () -> new RekeyProcessor<>(scope, chain, name, change);
    }

    @Override
    public void init(ProcessorContext<Object, @Nullable Row> context) {
        var errors = new StepErrors(scope, name, () -> RecordPosition.of(context));
        running =
                chain.attach(
                        () -> RecordPosition.of(context),
                        row -> {
                            var record = Objects.requireNonNull(current);
                            var changed = change.apply(record.withValue(row), errors);
                            if (changed != null) {
                                context.forward(changed);
                            }
                        });
    }

    @Override
    public void process(Record<Object, V> record) {
        current = record;
        Objects.requireNonNull(running)
                .process(record.key(), record.value(), record.timestamp(), record.headers());
    }
}
