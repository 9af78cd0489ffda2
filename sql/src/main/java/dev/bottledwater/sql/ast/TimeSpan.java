// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.time.Duration;
import java.util.Objects;

/**
 * A length of time, as in {@code SIZE 30 SECONDS}.
 *
 * @param amount how many units, not negative
 * @param unit the unit
 * @param span where it stood
 */
public record TimeSpan(long amount, TimeUnitName unit, SourceSpan span) implements Node {
    /** Checks that the amount isn't negative and fits a {@code long} of milliseconds. */
    public TimeSpan {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(span, "span");
        if (amount < 0) {
            throw new IllegalArgumentException("A length of time can't be negative: " + amount);
        }
        if (amount > Long.MAX_VALUE / unit.length().toMillis()) {
            throw new IllegalArgumentException("%d %s is too long".formatted(amount, unit));
        }
    }

    /** The same length as Java counts it. */
    public Duration toDuration() {
        return Duration.ofMillis(Math.multiplyExact(amount, unit.length().toMillis()));
    }
}
