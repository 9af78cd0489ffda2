// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.Objects;

/**
 * A header of a record.
 *
 * @param base64 the bytes of the value, null for none
 */
public record CaseHeader(String key, @Nullable String base64) {
    public CaseHeader {
        Objects.requireNonNull(key);
    }

    /** The header with these bytes. */
    public static CaseHeader of(String key, byte @Nullable [] value) {
        return new CaseHeader(
                key, value == null ? null : Base64.getEncoder().encodeToString(value));
    }

    /**
     * The bytes of the value.
     *
     * @throws IllegalArgumentException when the text isn't base64
     */
    public byte @Nullable [] value() {
        return base64 == null ? null : Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return key + "=" + base64;
    }
}
