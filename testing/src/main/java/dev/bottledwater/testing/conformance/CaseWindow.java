// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

/**
 * The window of a key.
 *
 * @param start in milliseconds
 * @param end in milliseconds
 * @param session whether it is a session and not of a fixed size
 */
public record CaseWindow(long start, long end, boolean session) {
    @Override
    public String toString() {
        return "%s window [%d, %d]".formatted(session ? "session" : "time", start, end);
    }
}
