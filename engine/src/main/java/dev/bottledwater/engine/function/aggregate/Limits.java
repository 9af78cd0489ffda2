// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Numbers that bound how much a state holds: literal arguments and session properties. */
final class Limits {
    private Limits() {}

    /**
     * A literal argument that must be 1 or more.
     *
     * @throws IllegalArgumentException for null and lower numbers
     */
    static int literal(@Nullable Object value, String name) {
        if (value instanceof Integer n && n >= 1) {
            return n;
        }
        throw new IllegalArgumentException(
                "%s must be 1 or more, but is %s".formatted(name, value == null ? "NULL" : value));
    }

    /**
     * A session property; unlimited where it isn't set or negative.
     *
     * @throws IllegalArgumentException for what is no whole number
     */
    static int setting(Map<String, String> settings, String name) {
        var text = settings.get(name);
        if (text == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int limit = Integer.parseInt(text.strip());
            return limit < 0 ? Integer.MAX_VALUE : limit;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the property %s must be a whole number, but is '%s'".formatted(name, text), e);
        }
    }
}
