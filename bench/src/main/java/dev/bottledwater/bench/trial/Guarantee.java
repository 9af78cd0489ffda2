// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

/** What a query is promised by {@code processing.guarantee}. */
enum Guarantee {
    /** Results may come again after a failure, and none is missing. */
    AT_LEAST_ONCE("at_least_once"),
    /** Results are there once, for readers of committed records. */
    EXACTLY_ONCE("exactly_once_v2");

    /** The property of a statement that asks for it. */
    static final String PROPERTY = "processing.guarantee";

    private final String value;

    Guarantee(String value) {
        this.value = value;
    }

    /** The property's value. */
    String value() {
        return value;
    }
}
