// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.AggregateSignature.Factory;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Example;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.sql.type.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts the signature of one overload together. Its column parameters are val1, val2 and so on. */
final class Definition {
    private final String name;
    private final String description;
    private final List<Parameter> columns = new ArrayList<>();
    private final List<Parameter> literals = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private boolean variadic;
    private Set<String> settings = Set.of();

    private Definition(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** An overload without parameters yet. */
    static Definition of(String name, String description) {
        return new Definition(name, description);
    }

    /** Takes one column of each type. */
    Definition columns(ParameterType... types) {
        for (var type : types) {
            columns.add(new Parameter("val" + (columns.size() + 1), type, ""));
        }
        return this;
    }

    /** Takes any number of columns of this type. */
    Definition anyColumns(ParameterType type, String meaning) {
        columns.add(new Parameter("val" + (columns.size() + 1), type, meaning));
        variadic = true;
        return this;
    }

    /** Takes a literal. */
    Definition literal(String name, SqlType type, String meaning) {
        literals.add(new Parameter(name, new ParameterType.Exact(type), meaning));
        return this;
    }

    /** Reads a property of the session. */
    Definition setting(String property) {
        settings = Set.of(property);
        return this;
    }

    /**
     * Shows what a call gives.
     *
     * @param rows the values of its columns, a row each
     */
    Definition example(String sql, String result, String... rows) {
        examples.add(new Example(sql, List.of(rows), result));
        return this;
    }

    /** The signature. */
    AggregateSignature gives(ResultType result, Factory factory) {
        return new AggregateSignature(
                name,
                columns,
                variadic,
                literals,
                false,
                settings,
                result,
                factory,
                new Documentation(description, "AGGREGATE", examples));
    }
}
