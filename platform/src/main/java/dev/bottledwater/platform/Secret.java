// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password or key. It shows itself only to those who ask for {@link #value()}, never in a log
 * line.
 */
public final class Secret {
    /** What stands in the place of every secret wherever settings are shown. */
    public static final String MASK = "****";

    private final String value;

    /**
     * @param value the secret itself; may be empty (a database without a password)
     */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the secret in clear text. */
    public String value() {
        return value;
    }

    /**
     * Compares in constant time, so that an answer's timing doesn't tell how much of a guess was
     * right.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(value.getBytes(UTF_8), secret.value.getBytes(UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
