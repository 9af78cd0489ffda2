// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.udf.ScalarFunction;

/** {@code TEST_UDF}, whose overloads tell which of them was chosen. */
public final class OverloadedFunction {
    private static final String NAME = "TEST_UDF";

    private OverloadedFunction() {}

    /** The overload for INT and STRING. */
    @ScalarFunction(name = NAME, description = "Names its overload.")
    public static String intString(int number, String text) {
        return "doStuffIntString";
    }

    /** The overload for BIGINT and STRING. */
    @ScalarFunction(name = NAME, description = "Names its overload.")
    public static String longString(long number, String text) {
        return "doStuffLongString";
    }

    /** The overload for two BIGINTs and STRING. */
    @ScalarFunction(name = NAME, description = "Names its overload.")
    public static String longLongString(long one, long two, String text) {
        return "doStuffLongLongString";
    }

    /** The overload for any number of BIGINTs. */
    @ScalarFunction(name = NAME, description = "Names its overload.")
    public static String longs(Long... numbers) {
        return "doStuffLongVarargs";
    }

    /** The field of a struct. */
    @ScalarFunction(name = NAME, description = "The field A.")
    public static String unwrapped(Wrapped struct) {
        return struct.a();
    }

    /** A struct. */
    @ScalarFunction(name = NAME, description = "A struct whose A is foo.")
    public static Wrapped wrapped() {
        return new Wrapped("foo");
    }
}
