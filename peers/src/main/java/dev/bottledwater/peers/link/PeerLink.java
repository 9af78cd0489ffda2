// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.link;

import java.util.function.Consumer;

/** Carries bytes from each peer to all, itself included. */
public interface PeerLink extends AutoCloseable {

    /** Where a link is at. */
    sealed interface State {

        /** What others say arrives. */
        record Connected() implements State {}

        /**
         * Nothing arrives and nothing can be sent.
         *
         * @param reason one sentence that says why, and what to do
         */
        record Disconnected(String reason) implements State {}
    }

    /**
     * Begins to hear what is said from now on; returns at once.
     *
     * @param receiver called by one thread at a time
     * @param connected called whenever the link is there (again)
     */
    void start(Consumer<byte[]> receiver, Runnable connected);

    /**
     * Sends, without waiting for it to arrive.
     *
     * @param failed called with a sentence when it didn't arrive
     */
    void send(byte[] bytes, Consumer<String> failed);

    State state();

    /** Waits a moment for what is under way, and ends. */
    @Override
    void close();
}
