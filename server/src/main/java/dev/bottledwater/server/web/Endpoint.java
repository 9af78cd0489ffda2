// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.io.IOException;
import java.util.Optional;

/** Serves the requests of one route. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers the request, blocking as long as it takes.
     *
     * @throws RefusedException becomes the error's status and body
     * @throws IOException when the client is gone
     */
    void serve(RoutedRequest request) throws IOException, InterruptedException;

    /** Whether {@link #answerAtOnce} is worth a call. */
    default boolean mayAnswerAtOnce() {
        return false;
    }

    /**
     * The answer, if it can be given without waiting for anything but memory and the local disk.
     *
     * @return empty where it takes more, or something is wrong: then {@link #serve} is called
     */
    default Optional<Answer> answerAtOnce(RoutedRequest request) {
        return Optional.empty();
    }

    /** What {@link #answerAtOnce} does. */
    @FunctionalInterface
    interface AtOnce {
        /** See {@link Endpoint#answerAtOnce}. */
        Optional<Answer> answer(RoutedRequest request);
    }

    /** An endpoint that answers some requests at once. */
    static Endpoint of(AtOnce atOnce, Endpoint otherwise) {
        return new Endpoint() {
            @Override
            public boolean mayAnswerAtOnce() {
                return true;
            }

            @Override
            public Optional<Answer> answerAtOnce(RoutedRequest request) {
                return atOnce.answer(request);
            }

            @Override
            public void serve(RoutedRequest request) throws IOException, InterruptedException {
                otherwise.serve(request);
            }
        };
    }
}
