// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The functions that statements may call, by upper-case name. Immutable; names are looked up in any
 * case.
 */
public final class FunctionRegistry {
    private final SequencedMap<String, List<ScalarSignature>> scalars;
    private final SequencedMap<String, List<AggregateSignature>> aggregates;

    /**
     * @throws IllegalArgumentException when two overloads have one signature, or a name is both
     *     scalar and aggregate
     */
    public FunctionRegistry(
            Collection<ScalarSignature> scalars, Collection<AggregateSignature> aggregates) {
        var byName = new TreeMap<String, List<ScalarSignature>>();
        for (var s : scalars) {
            var overloads = byName.computeIfAbsent(s.name(), _ -> new java.util.ArrayList<>());
            if (overloads.stream().anyMatch(o -> o.id().equals(s.id()))) {
                throw new IllegalArgumentException("two overloads " + s.id());
            }
            overloads.add(s);
        }
        var aggregatesByName = new TreeMap<String, List<AggregateSignature>>();
        for (var a : aggregates) {
            if (byName.containsKey(a.name())) {
                throw new IllegalArgumentException(
                        a.name() + " is both a scalar and an aggregate function");
            }
            var overloads =
                    aggregatesByName.computeIfAbsent(a.name(), _ -> new java.util.ArrayList<>());
            if (overloads.stream().anyMatch(o -> o.id().equals(a.id()))) {
                throw new IllegalArgumentException("two overloads " + a.id());
            }
            overloads.add(a);
        }
        byName.replaceAll((_, v) -> List.copyOf(v));
        aggregatesByName.replaceAll((_, v) -> List.copyOf(v));
        this.scalars = Collections.unmodifiableSequencedMap(byName);
        this.aggregates = Collections.unmodifiableSequencedMap(aggregatesByName);
    }

    /**
     * The overloads of a scalar function in order of declaration; empty when there is no such
     * function.
     */
    public List<ScalarSignature> scalar(String name) {
        return scalars.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /**
     * The overloads of an aggregate function in order of declaration; empty when there is no such
     * function.
     */
    public List<AggregateSignature> aggregate(String name) {
        return aggregates.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /** The scalar overload of this {@link ScalarSignature#id()}. */
    public Optional<ScalarSignature> scalarById(String id) {
        return scalar(id.substring(0, id.indexOf('('))).stream()
                .filter(s -> s.id().equals(id))
                .findFirst();
    }

    /** The aggregate overload of this {@link AggregateSignature#id()}. */
    public Optional<AggregateSignature> aggregateById(String id) {
        return aggregate(id.substring(0, id.indexOf('('))).stream()
                .filter(s -> s.id().equals(id))
                .findFirst();
    }

    /** All scalar functions by name. */
    public SequencedMap<String, List<ScalarSignature>> scalars() {
        return scalars;
    }

    /** All aggregate functions by name. */
    public SequencedMap<String, List<AggregateSignature>> aggregates() {
        return aggregates;
    }
}
