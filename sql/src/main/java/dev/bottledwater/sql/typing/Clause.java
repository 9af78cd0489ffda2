// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

/** The part of a query that an expression stands in; messages name it. */
public enum Clause {
    SELECT("SELECT", "Invalid Select: "),
    WHERE("WHERE", "Invalid Predicate: "),
    GROUP_BY("GROUP BY", "Invalid Group By: "),
    PARTITION_BY("PARTITION BY", "Invalid Partition By: "),
    HAVING("HAVING", "Invalid Predicate: "),
    JOIN_ON("JOIN ON", "Invalid join condition: "),
    VALUES("VALUES", "");

    private final String text;
    private final String invalid;

    Clause(String text, String invalid) {
        this.text = text;
        this.invalid = invalid;
    }

    public String text() {
        return text;
    }

    /** How a message about a bad value in this clause begins. */
    String invalid() {
        return invalid;
    }

    /** Whether errors are introduced by {@code Error in WHERE expression}. */
    boolean isCondition() {
        return this == WHERE || this == HAVING;
    }
}
