// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/** A line of SHOW FUNCTIONS; {@code type} is SCALAR, AGGREGATE or TABLE. */
public record FunctionListing(String name, String type, String category) {

    /**
     * One overload in DESCRIBE FUNCTION; types are in KSQL's words (VARCHAR, INT …).
     *
     * @param argumentTypes the types of {@code arguments} once more
     */
    public record Overload(
            List<Argument> arguments,
            String returnType,
            String description,
            List<String> argumentTypes) {}

    /** A parameter of an overload. */
    public record Argument(
            String name,
            String type,
            String description,
            @JsonProperty("isVariadic") boolean variadic) {}
}
