// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes of a streaming answer go. Writing blocks until the connection has taken them, so
 * that a slow client slows its query down and costs no memory.
 */
public interface ByteSink {

    /**
     * Sends bytes now.
     *
     * @throws IOException when the client is gone
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Whether each {@link #write} reaches the client as a piece of its own, which clients of HTTP/2
     * rely on: some take a piece for a row.
     */
    boolean keepsPieces();

    /**
     * Keeps a silent connection alive by means of the protocol, which the client's program doesn't
     * see.
     *
     * @return false where the protocol has none, as HTTP/1.1
     * @throws IOException when the client is gone
     */
    boolean keepAlive() throws IOException;

    /** Ends the answer in order. An answer without it is seen as broken by the client. */
    void end() throws IOException;
}
