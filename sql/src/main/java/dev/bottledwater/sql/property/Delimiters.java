// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.FormatSpec;

import java.util.Map;
import java.util.Optional;

/** KEY_DELIMITER and VALUE_DELIMITER: one character, TAB or SPACE. */
final class Delimiters {
    private Delimiters() {}

    /**
     * The delimiter as a property of the format.
     *
     * @param inherited the format that a query's first source has on this side: its delimiter stays
     *     unless another is given
     * @throws SqlException for a delimiter that can't be one, or a format that has none
     */
    static Map<String, String> of(
            WithClause with, String format, Side side, Optional<FormatSpec> inherited) {
        check(with, format, side);
        var given = with.string(property(side));
        if (given.isPresent()) {
            return Map.of(FormatSpec.DELIMITER, stored(given.get()));
        }
        return inherited
                .filter(f -> f.name().equals(format))
                .flatMap(f -> f.property(FormatSpec.DELIMITER))
                .map(d -> Map.of(FormatSpec.DELIMITER, d))
                .orElse(Map.of());
    }

    /** Checks what can be said without the columns. */
    static void check(WithClause with, String format, Side side) {
        var property = property(side);
        var given = with.string(property);
        if (given.isEmpty()) {
            return;
        }
        if (!format.equals("DELIMITED")) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "%s does not support the following configs: [%s]"
                            .formatted(format, FormatSpec.DELIMITER),
                    with.span(property),
                    null);
        }
        var text = given.get();
        if (text.isBlank()) {
            throw invalid(
                    with,
                    property,
                    "Delimiter cannot be empty, if you meant to have a tab or space for delimiter, please use the special values 'TAB' or 'SPACE'");
        }
        if (text.length() != 1 && !isName(text)) {
            throw invalid(
                    with,
                    property,
                    "Invalid delimiter value: '%s'. Delimiter must be a single character or TAB,SPACE"
                            .formatted(text));
        }
    }

    private static PropertyName property(Side side) {
        return switch (side) {
            case KEY -> PropertyName.KEY_DELIMITER;
            case VALUE -> PropertyName.VALUE_DELIMITER;
        };
    }

    private static boolean isName(String text) {
        return text.equalsIgnoreCase("TAB") || text.equalsIgnoreCase("SPACE");
    }

    private static String stored(String text) {
        return isName(text) ? text.toUpperCase(java.util.Locale.ROOT) : text;
    }

    private static SqlException invalid(WithClause with, PropertyName property, String reason) {
        return new SqlException(
                ErrorCode.INVALID_PROPERTY,
                "Failed to prepare statement: Configuration %s is invalid: %s\nExample valid value: ';'"
                        .formatted(property, reason),
                with.span(property),
                null);
    }
}
