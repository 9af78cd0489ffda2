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

    /** Ends the answer in order. An answer without it is seen as broken by the client. */
    void end() throws IOException;
}
