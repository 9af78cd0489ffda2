// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The functions that statements may call, by upper-case name. Immutable; names are looked up in any
 * case.
 */
public final class FunctionRegistry {
    private final SequencedMap<String, List<ScalarSignature>> scalars;
    private final SequencedMap<String, List<ScalarSignature>> tables;
    private final SequencedMap<String, List<AggregateSignature>> aggregates;
    private final Map<String, FunctionLibrary> libraries;

    /**
     * A registry without table functions.
     *
     * @throws IllegalArgumentException as the other constructor
     */
    public FunctionRegistry(
            Collection<ScalarSignature> scalars, Collection<AggregateSignature> aggregates) {
        this(scalars, List.of(), aggregates);
    }

    /**
     * @param tables as {@link #table} gives them
     * @throws IllegalArgumentException when two overloads have one signature, or a name is that of
     *     functions of two kinds
     */
    public FunctionRegistry(
            Collection<ScalarSignature> scalars,
            Collection<ScalarSignature> tables,
            Collection<AggregateSignature> aggregates) {
        this(scalars, tables, aggregates, Map.of());
    }

    private FunctionRegistry(
            Collection<ScalarSignature> scalars,
            Collection<ScalarSignature> tables,
            Collection<AggregateSignature> aggregates,
            Map<String, FunctionLibrary> libraries) {
        this.libraries = Map.copyOf(libraries);
        this.scalars = byName(scalars, ScalarSignature::name, ScalarSignature::id);
        this.tables = byName(tables, ScalarSignature::name, ScalarSignature::id);
        this.aggregates = byName(aggregates, AggregateSignature::name, AggregateSignature::id);
        var names = new HashMap<String, String>();
        checkNames(names, this.scalars.keySet(), "a scalar");
        checkNames(names, this.tables.keySet(), "a table");
        checkNames(names, this.aggregates.keySet(), "an aggregate");
    }

    /**
     * These functions and more.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public FunctionRegistry with(
            Collection<ScalarSignature> moreScalars,
            Collection<ScalarSignature> moreTables,
            Collection<AggregateSignature> moreAggregates) {
        return new FunctionRegistry(
                all(scalars, moreScalars),
                all(tables, moreTables),
                all(aggregates, moreAggregates),
                libraries);
    }

    /**
     * These functions and those of a jar. Of a name that two jars have overloads of, the first jar
     * is told.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public FunctionRegistry with(
            FunctionLibrary library,
            Collection<ScalarSignature> moreScalars,
            Collection<ScalarSignature> moreTables,
            Collection<AggregateSignature> moreAggregates) {
        var known = new HashMap<>(libraries);
        Stream.of(
                        moreScalars.stream().map(ScalarSignature::name),
                        moreTables.stream().map(ScalarSignature::name),
                        moreAggregates.stream().map(AggregateSignature::name))
                .flatMap(names -> names)
                .forEach(name -> known.putIfAbsent(name, library));
        return new FunctionRegistry(
                all(scalars, moreScalars),
                all(tables, moreTables),
                all(aggregates, moreAggregates),
                known);
    }

    /** Where a function comes from. */
    public FunctionLibrary library(String name) {
        return libraries.getOrDefault(name.toUpperCase(Locale.ROOT), FunctionLibrary.INTERNAL);
    }

    private static <S> List<S> all(Map<String, List<S>> functions, Collection<S> more) {
        return Stream.concat(functions.values().stream().flatMap(List::stream), more.stream())
                .toList();
    }

    private static <S> SequencedMap<String, List<S>> byName(
            Collection<S> functions, Function<S, String> name, Function<S, String> id) {
        var byName = new TreeMap<String, List<S>>();
        for (var f : functions) {
            var overloads = byName.computeIfAbsent(name.apply(f), _ -> new ArrayList<>());
            if (overloads.stream().anyMatch(o -> id.apply(o).equals(id.apply(f)))) {
                throw new IllegalArgumentException("two overloads " + id.apply(f));
            }
            overloads.add(f);
        }
        byName.replaceAll((_, v) -> List.copyOf(v));
        return Collections.unmodifiableSequencedMap(byName);
    }

    private static void checkNames(
            Map<String, String> kinds, Collection<String> names, String kind) {
        for (var name : names) {
            var other = kinds.put(name, kind);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s is both %s and %s function".formatted(name, other, kind));
            }
        }
    }

    /**
     * The overloads of a scalar function in order of declaration; empty when there is no such
     * function.
     */
    public List<ScalarSignature> scalar(String name) {
        return scalars.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /**
     * The overloads of a table function in order of declaration, as functions that give the ARRAY
     * of the rows' values; empty when there is no such function.
     */
    public List<ScalarSignature> table(String name) {
        return tables.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /**
     * The overloads of an aggregate function in order of declaration; empty when there is no such
     * function.
     */
    public List<AggregateSignature> aggregate(String name) {
        return aggregates.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /** The overload of a scalar or table function of this {@link ScalarSignature#id()}. */
    public Optional<ScalarSignature> scalarById(String id) {
        var name = id.substring(0, id.indexOf('('));
        return Stream.concat(scalar(name).stream(), table(name).stream())
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

    /** All table functions by name, as {@link #table} gives them. */
    public SequencedMap<String, List<ScalarSignature>> tables() {
        return tables;
    }

    /** The names of all functions, for suggestions. */
    public List<String> names() {
        return Stream.of(scalars.keySet(), tables.keySet(), aggregates.keySet())
                .flatMap(Collection::stream)
                .toList();
    }

    /** All aggregate functions by name. */
    public SequencedMap<String, List<AggregateSignature>> aggregates() {
        return aggregates;
    }
}
