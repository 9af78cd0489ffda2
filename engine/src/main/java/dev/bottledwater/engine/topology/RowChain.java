// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Steps that follow one another within one processor: a record's way from one processor of Kafka
 * Streams to the next costs more than most steps do. Immutable, thread-safe.
 *
 * @param <V> the values of the records that it starts with
 */
final class RowChain<V> {

    /** Makes the first row of a record. */
    @FunctionalInterface
    interface Start<V> {
        void begin(
                @Nullable Object key,
                V value,
                long timestamp,
                Headers headers,
                StepErrors errors,
                RowTarget next);
    }

    /** The chain in one task. */
    @FunctionalInterface
    interface Running<V> {
        void process(@Nullable Object key, V value, long timestamp, Headers headers);
    }

    private record Link(String name, RowStep step) {}

    private final QueryScope scope;
    private final String startName;
    private final Start<V> start;
    private final List<Link> links;

    private RowChain(QueryScope scope, String startName, Start<V> start, List<Link> links) {
        this.scope = scope;
        this.startName = startName;
        this.start = start;
        this.links = List.copyOf(links);
    }

    /**
     * @param name the first step's, in the processing log
     */
    static <V> RowChain<V> of(QueryScope scope, String name, Start<V> start) {
        return new RowChain<>(scope, name, start, List.of());
    }

    RowChain<V> then(String name, RowStep step) {
        var longer = new ArrayList<>(links);
        longer.add(new Link(name, step));
        return new RowChain<>(scope, startName, start, longer);
    }

    boolean hasSteps() {
        return !links.isEmpty();
    }

    /** The last step's name. */
    String name() {
        return links.isEmpty() ? startName : links.getLast().name();
    }

    /**
     * @param position of the record that is being processed
     * @param end takes what the last step hands over
     */
    Running<V> attach(Supplier<RecordPosition> position, RowTarget end) {
        var first = end;
        for (var link : links.reversed()) {
            first = link.step().before(first, new StepErrors(scope, link.name(), position));
        }
        var next = first;
        var errors = new StepErrors(scope, startName, position);
        return (key, value, timestamp, headers) ->
                start.begin(key, value, timestamp, headers, errors, next);
    }
}
