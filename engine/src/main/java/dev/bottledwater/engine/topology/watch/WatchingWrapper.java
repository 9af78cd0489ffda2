// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts watches in front of the processors that {@link RowWatches} names; others stay bare. */
public final class WatchingWrapper implements ProcessorWrapper {
    private @Nullable RowWatches watches;

    @Override
    public void configure(Map<String, ?> configs) {
        watches = RowWatches.from(configs);
    }

    @Override
    public <A, B, C, D> WrappedProcessorSupplier<A, B, C, D> wrapProcessorSupplier(
            String name, ProcessorSupplier<A, B, C, D> supplier) {
        var watched = Objects.requireNonNull(watches).of(name);
        return watched == null
                ? ProcessorWrapper.asWrapped(supplier)
                : new Supplier<>(watched, supplier);
    }

    @Override
    public <A, B, C> WrappedFixedKeyProcessorSupplier<A, B, C> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<A, B, C> supplier) {
        var watched = Objects.requireNonNull(watches).of(name);
        return watched == null
                ? ProcessorWrapper.asWrappedFixedKey(supplier)
                : new FixedKeySupplier<>(watched, supplier);
    }

    private record Supplier<A, B, C, D>(
            RowWatches.Watched watched, ProcessorSupplier<A, B, C, D> bare)
            implements WrappedProcessorSupplier<A, B, C, D> {
        @Override
        public Processor<A, B, C, D> get() {
            return new Watching<>(watched, bare.get());
        }

        @Override
        public @Nullable Set<StoreBuilder<?>> stores() {
            return bare.stores();
        }
    }

    private static final class Watching<A, B, C, D> implements Processor<A, B, C, D> {
        private final RowWatches.Watched watched;
        private final Processor<A, B, C, D> bare;
        private @Nullable RowWatch watch;

        Watching(RowWatches.Watched watched, Processor<A, B, C, D> bare) {
            this.watched = watched;
            this.bare = bare;
        }

        @Override
        public void init(ProcessorContext<C, D> context) {
            bare.init(context);
            watch = watched.in(context);
        }

        @Override
        public void process(Record<A, B> record) {
            Objects.requireNonNull(watch).see(record.key(), record.timestamp());
            bare.process(record);
        }

        @Override
        public void close() {
            bare.close();
        }
    }

    private record FixedKeySupplier<A, B, C>(
            RowWatches.Watched watched, FixedKeyProcessorSupplier<A, B, C> bare)
            implements WrappedFixedKeyProcessorSupplier<A, B, C> {
        @Override
        public FixedKeyProcessor<A, B, C> get() {
            return new FixedKeyWatching<>(watched, bare.get());
        }

        @Override
        public @Nullable Set<StoreBuilder<?>> stores() {
            return bare.stores();
        }
    }

    private static final class FixedKeyWatching<A, B, C> implements FixedKeyProcessor<A, B, C> {
        private final RowWatches.Watched watched;
        private final FixedKeyProcessor<A, B, C> bare;
        private @Nullable RowWatch watch;

        FixedKeyWatching(RowWatches.Watched watched, FixedKeyProcessor<A, B, C> bare) {
            this.watched = watched;
            this.bare = bare;
        }

        @Override
        public void init(FixedKeyProcessorContext<A, C> context) {
            bare.init(context);
            watch = watched.in(context);
        }

        @Override
        public void process(FixedKeyRecord<A, B> record) {
            Objects.requireNonNull(watch).see(record.key(), record.timestamp());
            bare.process(record);
        }

        @Override
        public void close() {
            bare.close();
        }
    }
}
