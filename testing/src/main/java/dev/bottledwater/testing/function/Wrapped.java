// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

/** {@code STRUCT<A VARCHAR>}. */
public record Wrapped(String a) {
    @Override
    public String toString() {
        return "Struct{A=" + a + "}";
    }
}
