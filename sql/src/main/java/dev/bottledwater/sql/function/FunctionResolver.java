// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Chooses the overload of a call: one that fits exactly, else the only one that fits by widening
 * numbers or by reading string literals as dates and times (language reference, section 2.1). Of
 * several exact ones, fixed parameters go before variadic ones and concrete types before type
 * variables.
 */
public final class FunctionResolver {
    private FunctionResolver() {}

    /** What the search for an overload found. */
    public sealed interface Resolution<S> {
        /** The overload. */
        record Found<S>(ResolvedCall<S> call) implements Resolution<S> {}

        /** No overload fits. */
        record NoMatch<S>() implements Resolution<S> {}

        /** Several overloads fit equally well. */
        record Ambiguous<S>() implements Resolution<S> {}
    }

    private record Candidate<S>(
            S function,
            List<ParameterType> parameters,
            TypeBindings bindings,
            boolean variadic,
            int generics,
            boolean coerced) {}

    /** The overload of a scalar function for these arguments. */
    public static Resolution<ScalarSignature> scalar(
            List<ScalarSignature> overloads, List<Argument> arguments) {
        return resolve(
                overloads,
                arguments,
                ScalarSignature::variadic,
                f -> expand(f.parameters(), f.variadic(), arguments.size()));
    }

    /** The overload of an aggregate function for column arguments and literals in their order. */
    public static Resolution<AggregateSignature> aggregate(
            List<AggregateSignature> overloads, List<Argument> arguments) {
        return resolve(
                overloads,
                arguments,
                f -> f.variadic() || f.variadicConstants(),
                f -> expand(f, arguments.size()));
    }

    private static <S> Resolution<S> resolve(
            List<S> overloads,
            List<Argument> arguments,
            Function<S, Boolean> variadic,
            Function<S, Optional<List<ParameterType>>> parameters) {
        var candidates = new ArrayList<Candidate<S>>();
        for (var overload : overloads) {
            parameters
                    .apply(overload)
                    .flatMap(p -> candidate(overload, p, arguments, variadic.apply(overload)))
                    .ifPresent(candidates::add);
        }
        var exact = candidates.stream().filter(c -> !c.coerced()).toList();
        var best = exact.isEmpty() ? List.copyOf(candidates) : mostSpecific(exact);
        return switch (best.size()) {
            case 0 -> new Resolution.NoMatch<>();
            case 1 -> {
                var c = best.getFirst();
                yield new Resolution.Found<>(
                        new ResolvedCall<>(c.function(), c.parameters(), c.bindings()));
            }
            default -> new Resolution.Ambiguous<>();
        };
    }

    private static <S> Optional<Candidate<S>> candidate(
            S overload,
            List<ParameterType> parameters,
            List<Argument> arguments,
            boolean variadic) {
        var bindings = new TypeBindings();
        int generics = 0;
        boolean coerced = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (Fit.of(parameters.get(i), arguments.get(i), bindings)) {
                case EXACT -> {}
                case GENERIC -> generics++;
                case COERCED -> coerced = true;
                case NONE -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(
                new Candidate<>(overload, parameters, bindings, variadic, generics, coerced));
    }

    private static <S> List<Candidate<S>> mostSpecific(List<Candidate<S>> candidates) {
        var order =
                Comparator.<Candidate<S>, Boolean>comparing(Candidate::variadic)
                        .thenComparing(Candidate::generics);
        var best = candidates.stream().min(order).orElseThrow();
        return candidates.stream().filter(c -> order.compare(c, best) == 0).toList();
    }

    private static Optional<List<ParameterType>> expand(AggregateSignature function, int count) {
        int columns = function.columns(count);
        return expand(function.parameters(), function.variadic(), columns)
                .flatMap(
                        types ->
                                expand(
                                                function.constants(),
                                                function.variadicConstants(),
                                                count - columns)
                                        .map(more -> concat(types, more)));
    }

    private static <T> List<T> concat(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static Optional<List<ParameterType>> expand(
            List<ScalarSignature.Parameter> parameters, boolean variadic, int count) {
        int declared = parameters.size();
        if (variadic ? count < declared - 1 : count != declared) {
            return Optional.empty();
        }
        var types = new ArrayList<ParameterType>();
        for (int i = 0; i < count; i++) {
            types.add(parameters.get(Math.min(i, declared - 1)).type());
        }
        return Optional.of(types);
    }
}
