// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One request and the way to answer it, used by one thread. Exactly one of {@link #answer}, {@link
 * #stream} and {@link #upgrade} is called, once.
 */
public interface Exchange {

    /** The method in capitals. */
    String method();

    /** The path as it was sent, percent-encoding included, without the query. */
    String path();

    /** What stands behind the question mark, as it was sent. */
    Optional<String> query();

    /** The header of this name, any case; several of them are joined by commas (RFC 9110, 5.3). */
    Optional<String> header(String name);

    /** The address that the connection comes from: the client's, or that of a proxy. */
    String remoteAddress();

    /** Whether the other side of the connection is this very machine. */
    boolean fromLoopback();

    /**
     * Reads the whole body.
     *
     * @throws RefusedException when it is longer than {@code limit} bytes
     */
    byte[] body(int limit) throws IOException;

    /** The whole body if it is there already; never waits for it. {@link #body} gives it again. */
    default Optional<byte[]> bodyAtHand() {
        return Optional.empty();
    }

    /** The body as it comes, for requests that don't end before they are answered. */
    InputStream incoming();

    /** Answers at once. */
    void answer(Answer answer) throws IOException;

    /** Begins an answer whose end isn't known; the client has the head when this returns. */
    ByteSink stream(Answer head) throws IOException;

    /**
     * Goes on as WebSocket if the client asks for it. The writer runs after this exchange has been
     * served, on a thread of its own.
     *
     * @return false where the client doesn't ask for it; then the request is still to be answered
     */
    boolean upgrade(MessageChannel.Writer writer) throws IOException;

    /** Whether {@link #answer}, {@link #stream} or, with success, {@link #upgrade} was called. */
    boolean answered();

    /** Runs {@code action}, on any thread, when the client is known to be gone. May never run. */
    void onGone(Runnable action);
}
