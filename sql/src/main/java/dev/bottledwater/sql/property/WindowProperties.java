// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.ast.TimeUnitName;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.schema.KeyWindow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** WINDOW_TYPE and WINDOW_SIZE: the window that the keys of an existing topic carry. */
public final class WindowProperties {
    private WindowProperties() {}

    /**
     * The window; empty when keys carry none.
     *
     * @throws SqlException for a size that is missing, not wanted or no duration
     */
    public static Optional<KeyWindow> of(WithClause with) {
        var words = Arrays.stream(KeyWindow.Type.values()).map(Enum::name).toList();
        var type = with.oneOf(PropertyName.WINDOW_TYPE, words).map(KeyWindow.Type::valueOf);
        var size = with.string(PropertyName.WINDOW_SIZE);
        if (type.isEmpty()) {
            if (size.isPresent()) {
                throw bad("'WINDOW_SIZE' needs 'WINDOW_TYPE' to be set.", with);
            }
            return Optional.empty();
        }
        if (type.get() == KeyWindow.Type.SESSION) {
            if (size.isPresent()) {
                throw bad("'WINDOW_SIZE' should not be set for SESSION windows.", with);
            }
            return Optional.of(new KeyWindow(type.get(), null));
        }
        if (size.isEmpty()) {
            throw bad(
                    "'WINDOW_SIZE' must be provided for %s windows. For example: 'WINDOW_SIZE'='10 SECONDS'"
                            .formatted(type.get()),
                    with);
        }
        return Optional.of(new KeyWindow(type.get(), millis(size.get(), with)));
    }

    private static long millis(String text, WithClause with) {
        var parts = text.strip().split("\\s+");
        var prefix =
                "Configuration WINDOW_SIZE is invalid: Invalid duration: '%s'. ".formatted(text);
        if (parts.length != 2 || !parts[0].matches("\\d{1,15}")) {
            throw bad(prefix + "Expected format is '<length> <unit>', e.g. '10 SECONDS'", with);
        }
        var unit =
                TimeUnitName.of(parts[1])
                        .orElseThrow(
                                () ->
                                        bad(
                                                prefix
                                                        + "Unknown time unit: '"
                                                        + parts[1].toUpperCase(Locale.ROOT)
                                                        + "'",
                                                with));
        long amount = Long.parseLong(parts[0]);
        if (amount == 0) {
            throw bad(prefix + "It must be more than zero", with);
        }
        try {
            return Math.multiplyExact(amount, unit.length().toMillis());
        } catch (ArithmeticException e) {
            throw bad(prefix + "It is too long", with);
        }
    }

    private static SqlException bad(String message, WithClause with) {
        List<String> units = Arrays.stream(TimeUnitName.values()).map(Enum::name).toList();
        int space = message.lastIndexOf("time unit: '");
        var hint =
                space < 0
                        ? ""
                        : Suggestions.didYouMean(
                                message.substring(space + 12, message.length() - 1), units);
        return new SqlException(
                ErrorCode.INVALID_PROPERTY,
                message,
                with.span(
                        with.has(PropertyName.WINDOW_SIZE)
                                ? PropertyName.WINDOW_SIZE
                                : PropertyName.WINDOW_TYPE),
                hint.isEmpty() ? null : hint);
    }
}
