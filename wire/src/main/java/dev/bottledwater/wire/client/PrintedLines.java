// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a running PRINT. As with {@link QueryResult}, {@link #hasNext()} blocks and {@link
 * #close()} from any thread ends it. Blank lines are heartbeats and left out.
 */
public final class PrintedLines implements Iterator<String>, AutoCloseable {
    private final URI server;
    private final InputStream body;
    private final BufferedReader lines;
    private volatile boolean closed;
    private boolean ended;
    private @Nullable String next;

    PrintedLines(URI server, InputStream body) {
        this.server = server;
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /**
     * Waits for the next line.
     *
     * @return false at the end, and after {@link #close()}
     * @throws ServerUnreachableException when the connection broke
     */
    @Override
    public boolean hasNext() {
        while (next == null && !ended && !closed) {
            try {
                String line = lines.readLine();
                if (line == null) {
                    ended = true;
                } else if (!line.isBlank()) {
                    next = line;
                }
            } catch (IOException e) {
                ended = true;
                if (!closed) {
                    throw QueryResult.broken(server, e);
                }
            }
        }
        return next != null && !closed;
    }

    @Override
    public String next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("PRINT has ended.");
        }
        String line = next;
        next = null;
        return line;
    }

    /** Ends PRINT by closing its connection. */
    @Override
    public void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException e) {
            // The connection is gone already, which is what closing is for.
            return;
        }
    }
}
