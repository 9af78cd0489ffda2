// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import org.jspecify.annotations.Nullable;

/** What the functions of this package add up; nulls count 0. */
final class Lengths {
    private Lengths() {}

    static long of(@Nullable Number number, @Nullable String... texts) {
        long sum = number == null ? 0 : number.longValue();
        for (var text : texts) {
            sum += text == null ? 0 : text.length();
        }
        return sum;
    }
}
