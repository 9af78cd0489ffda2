// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.schema.RowSchema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats that a WITH clause asks for. */
public final class SourceFormats {
    private SourceFormats() {}

    /** Checks what can be said of the formats without knowing the columns. */
    public static void check(WithClause with) {
        key(with)
                .ifPresent(
                        f -> {
                            Delimiters.check(with, f, Formats.Side.KEY);
                            SchemaProperties.check(with, f, Formats.Side.KEY);
                        });
        value(with)
                .ifPresent(
                        f -> {
                            Delimiters.check(with, f, Formats.Side.VALUE);
                            SchemaProperties.check(with, f, Formats.Side.VALUE);
                        });
    }

    /** The key format that the clause names, through FORMAT or KEY_FORMAT. */
    public static Optional<String> key(WithClause with) {
        checkOneWay(with);
        return with.string(PropertyName.KEY_FORMAT)
                .map(f -> Formats.name(f, with.span(PropertyName.KEY_FORMAT)))
                .or(() -> both(with));
    }

    /** The value format that the clause names, through FORMAT or VALUE_FORMAT. */
    public static Optional<String> value(WithClause with) {
        checkOneWay(with);
        return with.string(PropertyName.VALUE_FORMAT)
                .map(f -> Formats.name(f, with.span(PropertyName.VALUE_FORMAT)))
                .or(() -> both(with));
    }

    private static Optional<String> both(WithClause with) {
        return with.string(PropertyName.FORMAT)
                .map(f -> Formats.name(f, with.span(PropertyName.FORMAT)));
    }

    private static void checkOneWay(WithClause with) {
        if (!with.has(PropertyName.FORMAT)) {
            return;
        }
        for (var side : List.of(PropertyName.KEY_FORMAT, PropertyName.VALUE_FORMAT)) {
            if (with.has(side)) {
                throw new SqlException(
                        ErrorCode.INVALID_PROPERTY,
                        "Cannot supply both '%s' and 'FORMAT' properties, as 'FORMAT' sets both key and value formats. Either use just 'FORMAT', or use 'KEY_FORMAT' and 'VALUE_FORMAT'."
                                .formatted(side),
                        with.span(side),
                        null);
            }
        }
    }

    /**
     * The format of one side before its columns are known, to look for them.
     *
     * @param source the name of the stream or table
     */
    public static FormatSpec undeclared(
            String format, WithClause with, Formats.Side side, String source) {
        var properties = SchemaProperties.of(with, format, side, source, Optional.empty());
        boolean bare =
                side == Formats.Side.VALUE
                        && with.bool(PropertyName.WRAP_SINGLE_VALUE).filter(w -> !w).isPresent();
        return new FormatSpec(format, properties, bare ? Wrapping.UNWRAPPED : Wrapping.DEFAULT);
    }

    /**
     * The key format for a schema, checked. A single key column is bare wherever the format leaves
     * the choice.
     *
     * @param source the name of the stream or table
     * @param inherited the key format of a query's first source, empty for a declared source
     */
    public static FormatSpec keySpec(
            String format,
            WithClause with,
            RowSchema schema,
            String source,
            Optional<FormatSpec> inherited,
            SourceSpan span) {
        var spec =
                new FormatSpec(
                        format,
                        schema.keyCount() == 0
                                ? Map.of()
                                : properties(with, format, Formats.Side.KEY, source, inherited),
                        schema.keyCount() == 1 && Formats.canUnwrap(format)
                                ? Wrapping.UNWRAPPED
                                : Wrapping.DEFAULT);
        Formats.check(spec, schema.key(), Formats.Side.KEY, span);
        return spec;
    }

    /** The value format for a schema with the wrapping that the clause or the server says. */
    public static FormatSpec valueSpec(
            String format,
            WithClause with,
            Optional<Boolean> wrapByDefault,
            RowSchema schema,
            String source,
            Optional<FormatSpec> inherited,
            SourceSpan span) {
        var wrap = with.bool(PropertyName.WRAP_SINGLE_VALUE);
        if (wrap.isEmpty() && Formats.canUnwrap(format) && schema.value().size() == 1) {
            wrap = wrapByDefault;
        }
        var spec =
                Formats.wrapped(
                        format,
                        properties(with, format, Formats.Side.VALUE, source, inherited),
                        wrap,
                        schema.value(),
                        with.span(PropertyName.WRAP_SINGLE_VALUE));
        Formats.check(spec, schema.value(), Formats.Side.VALUE, span);
        return spec;
    }

    private static Map<String, String> properties(
            WithClause with,
            String format,
            Formats.Side side,
            String source,
            Optional<FormatSpec> inherited) {
        var properties = new HashMap<>(SchemaProperties.of(with, format, side, source, inherited));
        properties.putAll(Delimiters.of(with, format, side, inherited));
        return properties;
    }
}
