// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import java.time.Duration;
import java.util.Set;

/**
 * The way to the other instances that run SQL for the same catalog. What is carried are ids and
 * values; each instance does with a request only what any client that may read could ask for, or
 * what its own user was allowed to do. Thread-safe.
 */
public interface PeerChannel {

    /** Answers the requests of other instances. */
    @FunctionalInterface
    interface Service {
        /**
         * @param from the instance that asks
         * @throws Exception which it is told of: its message, which must hold no secrets
         */
        byte[] answer(String from, byte[] request) throws Exception;
    }

    /** The name of this instance, one DNS label that no other start has. */
    String self();

    /** Whether there could be others: without a link none is ever heard. */
    default boolean isLinked() {
        return true;
    }

    /** The other processes that are there now; some may not run SQL. */
    Set<String> peers();

    /**
     * Asks an instance and waits for its answer.
     *
     * @throws PeerFailedException when there is none in time
     */
    byte[] ask(String peer, byte[] request, Duration timeout)
            throws PeerFailedException, InterruptedException;

    /** Answers with this service from now on, in place of the one before. */
    void serve(Service service);

    /** For an instance that is alone. */
    static PeerChannel none(String self) {
        return new PeerChannel() {
            @Override
            public String self() {
                return self;
            }

            @Override
            public boolean isLinked() {
                return false;
            }

            @Override
            public Set<String> peers() {
                return Set.of();
            }

            @Override
            public byte[] ask(String peer, byte[] request, Duration timeout)
                    throws PeerFailedException {
                throw new PeerFailedException(
                        PeerFailedException.Reason.NOT_REACHED,
                        "This instance has no link to others.");
            }

            @Override
            public void serve(Service service) {
                // nobody asks
            }
        };
    }
}
