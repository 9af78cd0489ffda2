// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonToken;

/**
 * JSON of another type than the column's. Carries no stack trace; nested readers put their step in
 * front of the path as it unwinds.
 */
final class JsonMismatch extends RuntimeException {
    private final Object expected;
    private final String found;
    private final String path;

    /**
     * @param expected the SQL type
     * @param found what there is instead, as in {@code a boolean}
     */
    JsonMismatch(Object expected, String found) {
        this(expected, found, "");
    }

    private JsonMismatch(Object expected, String found, String path) {
        super(null, null, false, false);
        this.expected = expected;
        this.found = found;
        this.path = path;
    }

    static JsonMismatch of(Object expected, JsonToken token) {
        return new JsonMismatch(expected, describe(token));
    }

    JsonMismatch within(String step) {
        return new JsonMismatch(expected, found, step + path);
    }

    Object expected() {
        return expected;
    }

    String found() {
        return found;
    }

    String path() {
        return path;
    }

    /** A JSON value of this token with its article. */
    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value starts with " + token);
        };
    }
}
