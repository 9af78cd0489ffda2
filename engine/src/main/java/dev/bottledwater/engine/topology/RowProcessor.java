// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Runs a chain of steps and forwards its rows under the keys that the records have. */
final class RowProcessor<V> implements FixedKeyProcessor<Object, V, @Nullable Row> {

    /** The times of rows. */
    @FunctionalInterface
    interface Time {
        /** Leaves the record's time as it is. */
        Time OF_RECORD = (_, timestamp) -> timestamp;

        /**
         * A row's time in milliseconds.
         *
         * @param timestamp the record's
         * @throws IllegalArgumentException with a sentence for a row without one, which is left out
         */
        long of(@Nullable Row row, long timestamp);
    }

    private final QueryScope scope;
    private final RowChain<V> chain;
    private final String name;
    private final Time time;
    private RowChain.@Nullable Running<V> running;

    /** Why a row of the record has no time. */
    private @Nullable IllegalArgumentException failure;

    /** What is being processed. */
    private @Nullable FixedKeyRecord<Object, V> current;

    private RowProcessor(QueryScope scope, RowChain<V> chain, String name, Time time) {
        this.scope = scope;
        this.chain = chain;
        this.name = name;
        this.time = time;
    }

    static <V> FixedKeyProcessorSupplier<Object, V, @Nullable Row> of(
            QueryScope scope, RowChain<V> chain) {
        return of(scope, chain, chain.name(), Time.OF_RECORD);
    }

    /**
     * @param name the step's that gives the times, in the processing log
     */
    static <V> FixedKeyProcessorSupplier<Object, V, @Nullable Row> of(
            QueryScope scope, RowChain<V> chain, String name, Time time) {
        return () -> new RowProcessor<>(scope, chain, name, time);
    }

    @Override
    public void init(FixedKeyProcessorContext<Object, @Nullable Row> context) {
        running =
                chain.attach(
                        () -> RecordPosition.of(context),
                        row -> {
                            var record = Objects.requireNonNull(current);
                            long millis;
                            try {
                                millis = time.of(row, record.timestamp());
                            } catch (IllegalArgumentException e) {
                                failure = e;
                                return;
                            }
                            context.forward(record.withValue(row).withTimestamp(millis));
                        });
    }

    @Override
    public void process(FixedKeyRecord<Object, V> record) {
        current = record;
        Objects.requireNonNull(running)
                .process(record.key(), record.value(), record.timestamp(), record.headers());
        var failed = failure;
        if (failed != null) {
            // only now, so that the record's other rows go on
            failure = null;
            throw new FailedRowException(name, String.valueOf(failed.getMessage()));
        }
    }
}
