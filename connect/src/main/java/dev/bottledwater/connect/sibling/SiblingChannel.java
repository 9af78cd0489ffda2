// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import java.time.Duration;

/** What carries requests between workers; what they are is no concern of its. */
public interface SiblingChannel {

    /** Answers the requests of siblings. */
    @FunctionalInterface
    interface Service {
        /**
         * @throws Exception of which the sibling is told the message
         */
        byte[] answer(byte[] request) throws Exception;
    }

    /**
     * Asks a sibling and waits for its answer.
     *
     * @param worker its advertised name
     * @throws SiblingException when there is none in time
     */
    byte[] ask(String worker, byte[] request, Duration timeout)
            throws SiblingException, InterruptedException;

    /**
     * A channel to nobody.
     *
     * @param reason one sentence that says why, and what to do
     */
    static SiblingChannel none(String reason) {
        return (_, _, _) -> {
            throw new SiblingException(SiblingException.Kind.NOT_REACHED, reason);
        };
    }
}
