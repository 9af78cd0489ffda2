// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

/** Kafka's {@code cleanup.policy}. */
public enum CleanupPolicy {
    DELETE("delete"),
    COMPACT("compact"),
    COMPACT_DELETE("compact,delete");

    private final String text;

    CleanupPolicy(String text) {
        this.text = text;
    }

    /** The value of the topic's setting. */
    public String text() {
        return text;
    }
}
