// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The properties of a WITH clause by name, checked to be known and of the right kind (language
 * reference, section 7.1).
 */
public final class WithClause {
    private final Properties properties;

    private WithClause(Properties properties) {
        this.properties = properties;
    }

    /**
     * The clause.
     *
     * @throws SqlException for a property that this kind of statement doesn't have
     */
    public static WithClause of(Properties properties, PropertyName.Use use) {
        var known = PropertyName.of(use).stream().map(Enum::name).toList();
        var unknown =
                properties.entries().stream()
                        .filter(p -> !known.contains(p.name().toUpperCase(Locale.ROOT)))
                        .toList();
        if (!unknown.isEmpty()) {
            var names = unknown.stream().map(Properties.Property::name).toList();
            var hint = Suggestions.didYouMean(names.getFirst(), known);
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "Failed to prepare statement: Invalid config variable(s) in the WITH clause: "
                            + String.join(",", names),
                    unknown.getFirst().span(),
                    hint.isEmpty() ? "Known are: " + String.join(", ", known) + "." : hint);
        }
        return new WithClause(properties);
    }

    /** Where the clause stood. */
    public SourceSpan span() {
        return properties.span();
    }

    /** Where the property stood, or the clause when it isn't in it. */
    public SourceSpan span(PropertyName name) {
        return properties
                .find(name.name())
                .map(Properties.Property::span)
                .orElse(properties.span());
    }

    public boolean has(PropertyName name) {
        return properties.find(name.name()).isPresent();
    }

    /** The value of a string property. */
    public Optional<String> string(PropertyName name) {
        return properties
                .find(name.name())
                .map(
                        p ->
                                switch (p.value()) {
                                    case Literal.StringLiteral(var value, _) -> value;
                                    case Literal other ->
                                            throw wrongKind(p, other, "a string in quotes");
                                });
    }

    /** The value of a whole-number property, which may also be a string of digits. */
    public Optional<Long> number(PropertyName name) {
        return properties
                .find(name.name())
                .map(
                        p ->
                                switch (p.value()) {
                                    case Literal.IntegerLiteral(var value, _) -> (long) value;
                                    case Literal.LongLiteral(var value, _) -> value;
                                    case Literal.StringLiteral(var value, _)
                                            when value.strip().matches("-?\\d{1,18}") ->
                                            Long.parseLong(value.strip());
                                    case Literal other ->
                                            throw wrongKind(p, other, "a whole number");
                                });
    }

    /** The value of a property that counts something: at least 1. */
    public Optional<Integer> count(PropertyName name) {
        return number(name)
                .map(
                        n -> {
                            if (n < 1 || n > Integer.MAX_VALUE) {
                                throw new SqlException(
                                        ErrorCode.INVALID_PROPERTY,
                                        "Invalid value %d for property %s: it must be at least 1"
                                                .formatted(n, name),
                                        span(name),
                                        null);
                            }
                            return n.intValue();
                        });
    }

    /** The value of a true-or-false property, which may also be a string. */
    public Optional<Boolean> bool(PropertyName name) {
        return properties
                .find(name.name())
                .map(
                        p ->
                                switch (p.value()) {
                                    case Literal.BooleanLiteral(var value, _) -> value;
                                    case Literal.StringLiteral(var value, _)
                                            when Arrays.asList("true", "false")
                                                    .contains(value.toLowerCase(Locale.ROOT)) ->
                                            Boolean.parseBoolean(value);
                                    case Literal other ->
                                            throw wrongKind(p, other, "true or false");
                                });
    }

    /** The value as one of some words, in upper case. */
    public Optional<String> oneOf(PropertyName name, List<String> words) {
        return string(name)
                .map(
                        value -> {
                            var upper = value.strip().toUpperCase(Locale.ROOT);
                            if (!words.contains(upper)) {
                                var hint = Suggestions.didYouMean(value, words);
                                throw new SqlException(
                                        ErrorCode.INVALID_PROPERTY,
                                        "Invalid value '%s' for property %s: String must be one of: %s"
                                                .formatted(value, name, String.join(", ", words)),
                                        span(name),
                                        hint.isEmpty() ? null : hint);
                            }
                            return upper;
                        });
    }

    private static SqlException wrongKind(
            Properties.Property property, Literal value, String wanted) {
        return new SqlException(
                ErrorCode.INVALID_PROPERTY,
                "Invalid value for property %s: it must be %s"
                        .formatted(property.name().toUpperCase(Locale.ROOT), wanted),
                value.span(),
                null);
    }
}
