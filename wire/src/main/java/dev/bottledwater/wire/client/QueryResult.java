// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import dev.bottledwater.wire.client.ResultParser.Element;
import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of a running query, in the order they come. {@link #hasNext()} blocks until a row is
 * there or the query has ended; {@link #close()}, from any thread, ends the query and lets a
 * blocked {@code hasNext()} return false. Reading slowly slows the server down: nothing is
 * collected here.
 *
 * <p>One thread reads.
 */
public final class QueryResult implements Iterator<ResultRow>, AutoCloseable {
    private final URI server;
    private final InputStream body;
    private final ResultParser parser;
    private final QueryHeader header;
    private volatile boolean closed;
    private boolean ended;
    private @Nullable ResultRow next;
    private @Nullable String finalMessage;

    private QueryResult(URI server, InputStream body, ResultParser parser, QueryHeader header) {
        this.server = server;
        this.body = body;
        this.parser = parser;
        this.header = header;
    }

    /** Reads the header. */
    static QueryResult open(URI server, InputStream body, ResultParser.Form form) {
        try {
            ResultParser parser = new ResultParser(form, body);
            return switch (parser.next()) {
                case Element.Header(QueryHeader header) ->
                        new QueryResult(server, body, parser, header);
                case Element.Failed(var error) -> {
                    body.close();
                    throw new RequestFailedException(200, error);
                }
                case Element.Row _, Element.Final _, Element.End _ -> {
                    body.close();
                    throw new IOException("The result doesn't begin with a header.");
                }
            };
        } catch (IOException e) {
            throw broken(server, e);
        }
    }

    /** Returns the query's id and columns. */
    public QueryHeader header() {
        return header;
    }

    /**
     * Waits for the next row.
     *
     * @return false at the query's end, and after {@link #close()}
     * @throws RequestFailedException when the query failed
     * @throws ServerUnreachableException when the connection broke
     */
    @Override
    public boolean hasNext() {
        while (next == null && !ended && !closed) {
            switch (read()) {
                case Element.Row(ResultRow row) -> next = row;
                case Element.Final(String message) -> finalMessage = message;
                case Element.Failed(var error) -> {
                    ended = true;
                    boolean cancelled = closed;
                    close();
                    if (!cancelled) {
                        throw new RequestFailedException(200, error);
                    }
                }
                case Element.End _ -> ended = true;
                case Element.Header _ ->
                        throw broken(server, new IOException("A second header came."));
            }
        }
        return next != null && !closed;
    }

    private Element read() {
        try {
            return parser.next();
        } catch (IOException e) {
            if (closed) {
                return new Element.End();
            }
            ended = true;
            close();
            throw broken(server, e);
        }
    }

    @Override
    public ResultRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("The query has ended.");
        }
        ResultRow row = next;
        next = null;
        return row;
    }

    /**
     * Returns the rows as a stream, which blocks for each as {@link #hasNext()} does. Closing it
     * ends the query.
     */
    public Stream<ResultRow> rows() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                this, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(this::close);
    }

    /** Returns why the query ended, such as "Limit Reached", once it has and if the server said. */
    public Optional<String> finalMessage() {
        return Optional.ofNullable(finalMessage);
    }

    /** Ends the query by closing its connection. */
    @Override
    public void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException e) {
            // The connection is gone already, which is what closing is for.
            ended = true;
        }
    }

    static ServerUnreachableException broken(URI server, IOException e) {
        return new ServerUnreachableException(
                server, "The answer of %s broke off: %s".formatted(server, e.getMessage()), e);
    }
}
