// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.server.web.RefusedException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What clients mean with {@code commandSequenceNumber}: the statement or query sees what the
 * command of this number did, whichever instance took that one.
 */
record EarlierCommands(EngineAccess access) {
    private static final int BEHIND = 50301;
    private static final int NOT_READY = 50302;

    /** As KSQL's {@code ksql.server.command.response.timeout.ms}. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Waits until a command has been executed here.
     *
     * @param number as the command's answer told it; null for none
     * @throws RefusedException when that takes too long, or there is no engine
     */
    void await(@Nullable Long number) throws InterruptedException {
        if (number == null) {
            return;
        }
        boolean executed;
        try {
            executed = access.engine().awaitCommand(number, PATIENCE);
        } catch (EngineUnavailableException e) {
            throw RefusedException.generic(NOT_READY, String.valueOf(e.getMessage()));
        }
        if (!executed) {
            throw RefusedException.generic(
                    BEHIND,
                    "Timed out while waiting for a previous command to execute. command sequence number: "
                            + number);
        }
    }

    /**
     * Whether a command has been executed here, without waiting for anything.
     *
     * @param number as the command's answer told it; null for none
     */
    boolean haveRun(@Nullable Long number) {
        return number == null || access.engine().hasExecuted(number);
    }
}
