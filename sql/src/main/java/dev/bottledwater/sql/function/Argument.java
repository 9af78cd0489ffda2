// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

/** What a call hands to a function, as far as choosing an overload needs it. */
public sealed interface Argument {

    /** A value of a known type. */
    record Value(SqlType type) implements Argument {}

    /** A string literal: it also fits DATE, TIME and TIMESTAMP parameters if it is one. */
    record Text(String value) implements Argument {}

    /** The bare literal NULL, of any type. */
    record Null() implements Argument {}

    /** A lambda of so many parameters. */
    record Lambda(int parameters) implements Argument {}

    /** A bare time unit. */
    record TimeUnit() implements Argument {}
}
