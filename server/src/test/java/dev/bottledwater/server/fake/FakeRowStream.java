// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.fake;

import dev.bottledwater.engine.RowStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Rows that a test emits, or that a generator makes without end. */
public final class FakeRowStream implements RowStream {
    private final String queryId;
    private final Kind kind;
    private final List<ResultColumn> columns;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final @Nullable Supplier<Event> generator;
    private volatile @Nullable Event last;
    public final AtomicLong taken = new AtomicLong();
    public volatile boolean closed;

    public FakeRowStream(String queryId, Kind kind, List<ResultColumn> columns) {
        this(queryId, kind, columns, null);
    }

    public FakeRowStream(
            String queryId,
            Kind kind,
            List<ResultColumn> columns,
            @Nullable Supplier<Event> generator) {
        this.queryId = queryId;
        this.kind = kind;
        this.columns = columns;
        this.generator = generator;
    }

    public FakeRowStream emit(Event event) {
        events.add(event);
        return this;
    }

    public FakeRowStream row(@Nullable Object... values) {
        return emit(new Event.Row(values, false));
    }

    public FakeRowStream end(@Nullable String message) {
        return emit(new Event.End(message));
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        if (last != null) {
            return Optional.of(last);
        }
        Event event =
                generator == null
                        ? events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        : generator.get();
        if (event == null) {
            return Optional.empty();
        }
        taken.incrementAndGet();
        if (event instanceof Event.End || event instanceof Event.Failed) {
            last = event;
        }
        return Optional.of(event);
    }

    @Override
    public void close() {
        closed = true;
    }
}
