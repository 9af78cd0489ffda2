// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Changes values one by one under the key that they have. */
final class RowProcessor<V, R> implements FixedKeyProcessor<Object, V, R> {

    /** What is done to a value; a new one per task is not needed, so it must be thread-safe. */
    interface Change<V, R> {
        /** Forwards what becomes of the record, which may be nothing. */
        void apply(
                FixedKeyRecord<Object, V> record,
                StepErrors errors,
                FixedKeyProcessorContext<Object, R> context);
    }

    private final QueryScope scope;
    private final String step;
    private final Change<V, R> change;
    private @Nullable FixedKeyProcessorContext<Object, R> context;
    private @Nullable StepErrors errors;

    private RowProcessor(QueryScope scope, String step, Change<V, R> change) {
        this.scope = scope;
        this.step = step;
        this.change = change;
    }

    static <V, R> FixedKeyProcessorSupplier<Object, V, R> of(
            QueryScope scope, String step, Change<V, R> change) {
        return () -> new RowProcessor<>(scope, step, change);
    }

    @Override
    public void init(FixedKeyProcessorContext<Object, R> processorContext) {
        context = processorContext;
        errors =
                new StepErrors(
                        scope,
                        step,
                        () ->
                                processorContext
                                        .recordMetadata()
                                        .map(
                                                m ->
                                                        new RecordPosition(
                                                                m.topic(),
                                                                m.partition(),
                                                                m.offset()))
                                        .orElse(RecordPosition.NONE));
    }

    @Override
    public void process(FixedKeyRecord<Object, V> record) {
        change.apply(record, Objects.requireNonNull(errors), Objects.requireNonNull(context));
    }
}
