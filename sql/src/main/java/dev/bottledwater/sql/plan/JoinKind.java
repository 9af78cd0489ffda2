// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

/** Which rows a join keeps that have no partner. */
public enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL;

    /** Whether a row of the left side is kept without a partner. */
    public boolean keepsLeft() {
        return this == LEFT || this == FULL;
    }

    /** Whether a row of the right side is kept without a partner. */
    public boolean keepsRight() {
        return this == RIGHT || this == FULL;
    }
}
