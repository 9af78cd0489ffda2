// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

import java.util.List;

/** What a function's parameter accepts; type variables of one signature bind to one type. */
public sealed interface ParameterType {

    /** Exactly this type, or a type that widens to it. */
    record Exact(SqlType type) implements ParameterType {}

    /** A DECIMAL of any precision and scale. */
    record AnyDecimal() implements ParameterType {}

    /** Any type, the same wherever the variable occurs in the signature. */
    record Variable(String name) implements ParameterType {}

    /** An array of what the element accepts. */
    record ArrayOf(ParameterType element) implements ParameterType {}

    /** A map of what key and value accept. */
    record MapOf(ParameterType key, ParameterType value) implements ParameterType {}

    /** Any STRUCT. */
    record AnyStruct() implements ParameterType {}

    /** Any type, not bound to a variable. */
    record Any() implements ParameterType {}

    /** A lambda of these inputs and this result. */
    record Lambda(List<ParameterType> inputs, ParameterType result) implements ParameterType {
        public Lambda {
            inputs = List.copyOf(inputs);
        }
    }

    /** A bare time unit such as DAYS. */
    record TimeUnit() implements ParameterType {}
}
