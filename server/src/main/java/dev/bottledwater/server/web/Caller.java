// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import dev.bottledwater.platform.Role;

/** Who sent a request. */
public sealed interface Caller {

    /** Somebody with valid credentials, or on this machine where that is enough. */
    record Known(String name, Role role) implements Caller {}

    /** Somebody without credentials, or with wrong ones. */
    record Nobody() implements Caller {}

    /** Whether the caller may do what {@code needed} may do. */
    default boolean may(Role needed) {
        return switch (this) {
            case Known known -> known.role().includes(needed);
            case Nobody _ -> false;
        };
    }
}
