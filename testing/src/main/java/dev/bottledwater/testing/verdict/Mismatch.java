// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

/** Something in a case that isn't as expected. */
public record Mismatch(Tier tier, String what, String expected, String actual) {
    @Override
    public String toString() {
        return "%s: expected %s but was %s".formatted(what, expected, actual).replace("\n", "\\n");
    }
}
