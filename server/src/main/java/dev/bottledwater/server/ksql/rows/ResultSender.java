// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.server.metrics.ResultMetrics;
import dev.bottledwater.server.metrics.ResultMetrics.Outcome;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.MessageChannel;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends results while their queries run. A row leaves as soon as no other is at hand; when none
 * comes for a while a heartbeat keeps the connection alive and finds out whether the client is
 * still there. Nothing is fetched from the query before the connection has taken what was fetched.
 */
public final class ResultSender {
    /** The router in front closes connections without a byte for 55 s. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final Duration ATTENTION = Duration.ofMillis(200);
    private static final int FULL = 16 * 1024;
    private static final int QUERY_FAILED = 50000;
    private static final int SHUTTING_DOWN = 50303;

    private final Duration heartbeat;
    private final ResultMetrics metrics;
    private final HourlyBandwidth bandwidth;
    private final Set<Sending> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param heartbeat how long a connection may be silent
     * @param metrics is told of each result
     */
    public ResultSender(Duration heartbeat, ResultMetrics metrics, HourlyBandwidth bandwidth) {
        this.heartbeat = heartbeat;
        this.metrics = metrics;
        this.bandwidth = bandwidth;
    }

    /** How many results are being sent. */
    public int running() {
        return running.size();
    }

    /** Ends all results, telling their clients why, and all that come later. */
    public void stop() {
        stopping = true;
    }

    /**
     * Sends a result to its end and closes it in any case.
     *
     * @throws RefusedException before anything was answered, when so much was sent already
     * @throws IOException when the client is gone
     */
    public void send(RowStream rows, ResultFormat format, Exchange exchange)
            throws IOException, InterruptedException {
        send(rows, format, ResultTarget.of(exchange));
    }

    /**
     * Sends a result as messages to its end, and closes it in any case.
     *
     * @throws RefusedException before anything was sent, when so much was sent already
     * @throws IOException when the client is gone
     */
    public void send(RowStream rows, ChannelFormat format, MessageChannel channel)
            throws IOException, InterruptedException {
        send(rows, format, ResultTarget.of(channel, format));
    }

    /**
     * The answer with a result whose rows are all at hand, and closes it in any case.
     *
     * @param rows of a pull query on a table, which {@link RowStream#next} never waits for
     * @throws RefusedException when so much was sent already
     */
    public Answer whole(RowStream rows, ResultFormat format) {
        long begun = System.nanoTime();
        try (rows) {
            bandwidth.admit(rows.kind());
            var buffer = new ResultBuffer();
            format.begin(rows, buffer);
            int taken = 0;
            var event = rows.next(Duration.ZERO).orElseThrow();
            while (event instanceof Event.Row row) {
                format.row(row, buffer);
                taken++;
                event = rows.next(Duration.ZERO).orElseThrow();
            }
            format.end(null, buffer);
            ByteBuffer bytes = buffer.take();
            metrics.sent(rows.kind(), taken, bytes.remaining());
            bandwidth.sent(rows.kind(), bytes.remaining());
            metrics.ended(rows.kind(), Outcome.COMPLETE, System.nanoTime() - begun);
            return Answer.of(200, format.mediaType(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes all bytes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Rows at hand aren't waited for", e);
        }
    }

    private void send(RowStream rows, ResultFormat format, ResultTarget target)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (rows;
                var _ = MDC.putCloseable("query", rows.queryId())) {
            bandwidth.admit(rows.kind());
            Sending sending = new Sending(rows, format, target);
            running.add(sending);
            try {
                sending.run();
            } finally {
                running.remove(sending);
                metrics.ended(rows.kind(), sending.outcome, System.nanoTime() - begun);
            }
        }
    }

    private final class Sending {
        private final RowStream rows;
        private final ResultFormat format;
        private final ResultTarget target;

        /** Null until something is sent that isn't the whole answer. */
        private @Nullable ByteSink sink;

        /** Clients of push queries over HTTP/2 are known to take each piece for one row. */
        private boolean rowByRow;

        private final ResultBuffer buffer = new ResultBuffer();
        private volatile boolean gone;
        private long lastWrite = System.nanoTime();
        private long rowsTaken;
        private Outcome outcome = Outcome.CLIENT_GONE;

        Sending(RowStream rows, ResultFormat format, ResultTarget target) throws IOException {
            this.rows = rows;
            this.format = format;
            target.onGone(() -> gone = true);
            this.target = target;
            if (rows.kind() != RowStream.Kind.PULL_TABLE || target.inMessages()) {
                open();
            }
        }

        private ByteSink open() throws IOException {
            var opened = target.open(format.mediaType());
            sink = opened;
            rowByRow =
                    opened.keepsPieces()
                            && (rows.kind() == RowStream.Kind.PUSH
                                    || (target.inMessages()
                                            && rows.kind() == RowStream.Kind.PRINT));
            return opened;
        }

        void run() throws IOException, InterruptedException {
            format.begin(rows, buffer);
            if (sink != null) {
                flush();
            }
            boolean open = true;
            while (open) {
                Optional<Event> event = rows.next(patience());
                if (event.isPresent()) {
                    open = take(event.get());
                    if (buffer.size() >= FULL || rowByRow) {
                        flush();
                    }
                } else if (buffer.size() > 0) {
                    flush();
                }
                if (gone) {
                    throw new IOException("The client ended the request");
                }
                if (open && stopping) {
                    format.fail(
                            ErrorBody.generic(
                                    SHUTTING_DOWN, "The server is stopping. Run the query again."),
                            buffer);
                    outcome = Outcome.FAILED;
                    open = false;
                }
                if (open && sinceLastWrite().compareTo(heartbeat) >= 0) {
                    keepAlive();
                }
            }
            end();
        }

        /** An answer of which nothing has left yet leaves as a whole. */
        private void end() throws IOException {
            if (sink == null) {
                ByteBuffer whole = buffer.take();
                count(whole);
                target.sendWhole(format.mediaType(), whole);
                return;
            }
            flush();
            sink.end();
        }

        private boolean take(Event event) throws IOException {
            switch (event) {
                case Event.Row row -> {
                    rowsTaken++;
                    format.row(row, buffer);
                    return true;
                }
                case Event.Line(String text) -> {
                    format.line(text, buffer);
                    return true;
                }
                case Event.End end -> {
                    outcome = Outcome.COMPLETE;
                    format.end(end.message(), buffer);
                    return false;
                }
                case Event.Failed(String message) -> {
                    outcome = Outcome.FAILED;
                    format.fail(ErrorBody.generic(QUERY_FAILED, message), buffer);
                    return false;
                }
            }
        }

        /** No time at all while something waits to be sent. */
        private Duration patience() throws IOException {
            if (buffer.size() > 0) {
                return Duration.ZERO;
            }
            Duration untilHeartbeat = heartbeat.minus(sinceLastWrite());
            if (untilHeartbeat.isNegative()) {
                return Duration.ZERO;
            }
            return untilHeartbeat.compareTo(ATTENTION) < 0 ? untilHeartbeat : ATTENTION;
        }

        private Duration sinceLastWrite() {
            return Duration.ofNanos(System.nanoTime() - lastWrite);
        }

        private void keepAlive() throws IOException {
            if (sink != null && sink.keepAlive()) {
                lastWrite = System.nanoTime();
            } else {
                format.heartbeat(buffer);
                flush();
            }
        }

        private void count(ByteBuffer piece) {
            metrics.sent(rows.kind(), rowsTaken, piece.remaining());
            bandwidth.sent(rows.kind(), piece.remaining());
            rowsTaken = 0;
        }

        private void flush() throws IOException {
            if (buffer.size() > 0) {
                var open = sink == null ? open() : sink;
                format.complete(buffer);
                ByteBuffer piece = buffer.take();
                count(piece);
                open.write(piece);
                lastWrite = System.nanoTime();
            }
        }
    }
}
