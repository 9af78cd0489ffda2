// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A column of {@code CREATE STREAM} or {@code CREATE TABLE}.
 *
 * @param name its name
 * @param type its type
 * @param role which part of the record it is
 * @param header the header's name; there exactly when the role is {@link ColumnRole#HEADER}
 * @param span where it stood
 */
public record ColumnDefinition(
        Identifier name, TypeNode type, Role role, @Nullable String header, SourceSpan span)
        implements Node {
    /** Checks that a header's name goes with the role. */
    public ColumnDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(span, "span");
        if ((role == Role.HEADER) != (header != null)) {
            throw new IllegalArgumentException("Exactly a HEADER column names a header: " + name);
        }
    }

    /** What a declared column is in its record. */
    public enum Role {
        /** Part of the message's value. */
        VALUE,
        /** {@code KEY}: part of a stream's key. */
        KEY,
        /** {@code PRIMARY KEY}: part of a table's key. */
        PRIMARY_KEY,
        /** {@code HEADERS}: all headers of the message. */
        HEADERS,
        /** {@code HEADER('name')}: the last header of that name. */
        HEADER
    }
}
