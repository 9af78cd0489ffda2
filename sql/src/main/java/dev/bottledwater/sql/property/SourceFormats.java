// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;

import java.util.Optional;

/** The formats that a WITH clause asks for. */
public final class SourceFormats {
    private SourceFormats() {}

    /** Checks what can be said of the formats without knowing the columns. */
    public static void check(WithClause with) {
        key(with).ifPresent(f -> refuseDelimiter(PropertyName.KEY_DELIMITER, f, with));
        value(with).ifPresent(f -> refuseDelimiter(PropertyName.VALUE_DELIMITER, f, with));
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
        for (var side : java.util.List.of(PropertyName.KEY_FORMAT, PropertyName.VALUE_FORMAT)) {
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

    /** The key format for a schema, checked. */
    public static FormatSpec keySpec(
            String format, WithClause with, RowSchema schema, SourceSpan span) {
        refuseDelimiter(PropertyName.KEY_DELIMITER, format, with);
        var spec = FormatSpec.of(format);
        Formats.check(spec, schema.key(), Formats.Side.KEY, span);
        return spec;
    }

    /** The value format for a schema with the wrapping that the clause or the server says. */
    public static FormatSpec valueSpec(
            String format,
            WithClause with,
            Optional<Boolean> wrapByDefault,
            RowSchema schema,
            SourceSpan span) {
        refuseDelimiter(PropertyName.VALUE_DELIMITER, format, with);
        var wrap = with.bool(PropertyName.WRAP_SINGLE_VALUE);
        if (wrap.isEmpty() && format.equals("JSON") && schema.value().size() == 1) {
            wrap = wrapByDefault;
        }
        var spec =
                Formats.wrapped(
                        format, wrap, schema.value(), with.span(PropertyName.WRAP_SINGLE_VALUE));
        Formats.check(spec, schema.value(), Formats.Side.VALUE, span);
        return spec;
    }

    private static void refuseDelimiter(PropertyName name, String format, WithClause with) {
        if (with.has(name)) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "%s does not support the following configs: [delimiter]".formatted(format),
                    with.span(name),
                    null);
        }
    }
}
