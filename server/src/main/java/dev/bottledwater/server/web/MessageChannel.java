// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection that has gone on as WebSocket (RFC 6455): messages to a client, written by one
 * thread. What the client sends is read and dropped.
 */
public interface MessageChannel {

    /** Writes messages to a channel from its opening on, on a thread of its own. */
    @FunctionalInterface
    interface Writer {

        /**
         * Writes messages and closes the channel.
         *
         * @throws IOException when the client is gone
         */
        void write(MessageChannel channel) throws IOException, InterruptedException;
    }

    /**
     * Sends a text message and blocks until the connection has taken it.
     *
     * @param text UTF-8; may be reused afterwards
     * @throws IOException when the client is gone
     */
    void send(ByteBuffer text) throws IOException;

    /**
     * Asks the client for a sign of life, which its program doesn't see.
     *
     * @throws IOException when the client is gone
     */
    void ping() throws IOException;

    /**
     * Says goodbye.
     *
     * @param code as RFC 6455 section 7.4.1 lists them
     * @param reason cut where it is longer than the protocol allows
     */
    void close(int code, String reason) throws IOException;

    /** Runs {@code action}, on any thread, when the client is known to be gone. May never run. */
    void onGone(Runnable action);
}
