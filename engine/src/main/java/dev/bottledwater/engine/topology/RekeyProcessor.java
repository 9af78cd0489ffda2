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

/** Gives records new keys and values. */
final class RekeyProcessor implements Processor<Object, @Nullable Row, Object, @Nullable Row> {

    /** What is done to a record; thread-safe. */
    interface Change {
        /** The record under its new key; null leaves it out. */
        @Nullable Record<Object, @Nullable Row> apply(
                Record<Object, @Nullable Row> record, StepErrors errors);
    }

    private final QueryScope scope;
    private final String step;
    private final Change change;
    private @Nullable ProcessorContext<Object, @Nullable Row> context;
    private @Nullable StepErrors errors;

    private RekeyProcessor(QueryScope scope, String step, Change change) {
        this.scope = scope;
        this.step = step;
        this.change = change;
    }

    static ProcessorSupplier<Object, @Nullable Row, Object, @Nullable Row> of(
            QueryScope scope, String step, Change change) {
        return () -> new RekeyProcessor(scope, step, change);
    }

    @Override
    public void init(ProcessorContext<Object, @Nullable Row> processorContext) {
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
    public void process(Record<Object, @Nullable Row> record) {
        var changed = change.apply(record, Objects.requireNonNull(errors));
        if (changed != null) {
            Objects.requireNonNull(context).forward(changed);
        }
    }
}
