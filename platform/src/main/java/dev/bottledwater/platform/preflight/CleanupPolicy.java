// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

/** What a broker removes from a topic ({@code cleanup.policy}). */
public enum CleanupPolicy {
    /** Records older than the retention. */
    DELETE("delete"),
    /** Records with a newer one of the same key. */
    COMPACT("compact"),
    /** Both. */
    COMPACT_DELETE("compact,delete");

    private final String config;

    CleanupPolicy(String config) {
        this.config = config;
    }

    /** Returns the value of {@code cleanup.policy}. */
    public String config() {
        return config;
    }

    boolean deletes() {
        return this != COMPACT;
    }

    boolean compacts() {
        return this != DELETE;
    }
}
