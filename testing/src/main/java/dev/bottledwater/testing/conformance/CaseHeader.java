// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** A header of a record; the value may be null. */
public record CaseHeader(String key, byte @Nullable [] value) {
    public CaseHeader {
        Objects.requireNonNull(key);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof CaseHeader(var k, var v) && k.equals(key) && Arrays.equals(v, value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key + "=" + (value == null ? "null" : Base64.getEncoder().encodeToString(value));
    }
}
