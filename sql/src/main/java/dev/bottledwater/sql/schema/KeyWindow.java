// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The window that the keys of a topic carry.
 *
 * @param sizeMillis null for session windows, whose size varies
 */
public record KeyWindow(Type type, @Nullable Long sizeMillis) {

    /** Kinds of windows. */
    public enum Type {
        TUMBLING,
        HOPPING,
        SESSION
    }

    public Optional<Long> size() {
        return Optional.ofNullable(sizeMillis);
    }
}
