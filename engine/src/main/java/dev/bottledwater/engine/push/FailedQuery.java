// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;

/** What a client is told of a failure that nobody has foreseen. */
final class FailedQuery {
    private FailedQuery() {}

    /** Names the class of an exception that says nothing. */
    static Event.Failed because(Throwable failure) {
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return new Event.Failed(
                message == null || message.isBlank()
                        ? "The query failed: %s. Run it again; if it fails again, the log of this process has the details."
                                .formatted(name.isEmpty() ? failure.getClass().getName() : name)
                        : "The query failed: " + message);
    }
}
