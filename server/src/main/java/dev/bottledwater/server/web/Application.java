// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.util.Optional;

/** Serves all requests of the port. */
@FunctionalInterface
public interface Application {

    /** Answers the request. What it throws is a mistake and ends the connection. */
    void serve(Exchange exchange) throws Exception;

    /**
     * Whether {@link #answerAtOnce} is worth a call once the request's body is there. Called on a
     * thread that other connections need.
     */
    default boolean mayAnswerAtOnce(Exchange exchange) {
        return false;
    }

    /**
     * The answer, if it can be given without waiting for anything but memory and the local disk.
     * Called on a thread that other connections need, for requests with short bodies.
     *
     * @param exchange only looked at, of its body what is at hand
     * @return empty where it takes more, or something is wrong: then {@link #serve} is called
     */
    default Optional<Answer> answerAtOnce(Exchange exchange) {
        return Optional.empty();
    }
}
