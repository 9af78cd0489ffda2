// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.MessageChannel;
import dev.bottledwater.server.web.RefusedException;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An exchange on top of Jetty's. All reads and writes block the request's virtual thread, but for
 * {@link #gather} and {@link #answerAtOnce}.
 */
final class JettyExchange implements Exchange {
    private static final byte[] NOTHING = new byte[0];
    private static final HttpField NO_SNIFFING =
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField NO_STORE = new PreEncodedHttpField("Cache-Control", "no-store");
    private static final int TOO_LARGE = 41300;
    private static final long DRAINED = 16L * 1024 * 1024;

    /** Bodies that are longer aren't read before anybody asks for them. */
    private static final int LONGEST_EARLY = 8 * 1024;

    /** What is read of a request that is refused without a look at its body. */
    private static final long DRAINED_UNSEEN = 64L * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ChannelUpgrade channels;
    private boolean answered;
    private boolean upgraded;
    private boolean bodyTaken;

    /** What was read of the body before anybody asked for it. */
    private byte[] early = NOTHING;

    private boolean wholeEarly;

    /**
     * @param callback is completed by whoever made this, unless the exchange was upgraded
     */
    JettyExchange(Request request, Response response, Callback callback, ChannelUpgrade channels) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.channels = channels;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    @Override
    public Optional<String> query() {
        return Optional.ofNullable(request.getHttpURI().getQuery());
    }

    @Override
    public Optional<String> header(String name) {
        // HTTP/2 has the host outside of the headers.
        if (name.equalsIgnoreCase("Host") && request.getHeaders().get(name) == null) {
            return Optional.ofNullable(request.getHttpURI().getAuthority());
        }
        String value = null;
        for (HttpField field : request.getHeaders()) {
            if (field.is(name)) {
                value = value == null ? field.getValue() : value + ", " + field.getValue();
            }
        }
        return Optional.ofNullable(value);
    }

    @Override
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public boolean fromLoopback() {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress inet
                && inet.getAddress() != null
                && inet.getAddress().isLoopbackAddress();
    }

    @Override
    public byte[] body(int limit) throws IOException {
        try (InputStream in = incoming()) {
            byte[] body = in.readNBytes(request.getLength() > limit ? 0 : limit + 1);
            if (request.getLength() > limit || body.length > limit) {
                if (!drain(in, DRAINED)) {
                    closeAfterwards();
                }
                throw tooLarge(limit);
            }
            return body;
        }
    }

    @Override
    public InputStream incoming() {
        bodyTaken = true;
        InputStream rest = Content.Source.asInputStream(request);
        return early.length == 0
                ? rest
                : new SequenceInputStream(new ByteArrayInputStream(early), rest);
    }

    @Override
    public Optional<byte[]> bodyAtHand() {
        return wholeEarly ? Optional.of(early) : Optional.empty();
    }

    /**
     * Reads the body without holding a thread until it is there.
     *
     * @param then runs on this thread or another of Jetty's: when all of the body is at hand, and
     *     also when it can't be, because it is too long for that or the connection broke
     */
    void gather(Runnable then) {
        long length = request.getLength();
        // Who expects to be told to go on sends nothing before, and reading would tell so.
        if (length < 0 || length > LONGEST_EARLY || request.getHeaders().contains("Expect")) {
            then.run();
        } else {
            gather(new byte[(int) length], 0, then);
        }
    }

    private void gather(byte[] body, int from, Runnable then) {
        int filled = from;
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                int sofar = filled;
                request.demand(() -> gather(body, sofar, then));
                return;
            }
            boolean failed = Content.Chunk.isFailure(chunk);
            if (!failed) {
                filled += chunk.get(body, filled, body.length - filled);
                chunk.release();
            }
            if (failed || chunk.isLast()) {
                wholeEarly = !failed;
                bodyTaken |= wholeEarly;
                early = wholeEarly ? body : Arrays.copyOf(body, filled);
                then.run();
                return;
            }
        }
    }

    /**
     * A client that is still sending when the connection ends never sees the answer.
     *
     * @return whether that was all
     */
    private static boolean drain(InputStream in, long most) throws IOException {
        byte[] discarded = new byte[8 * 1024];
        long left = most;
        int read = 0;
        while (read >= 0 && left > 0) {
            left -= read;
            read = in.read(discarded);
        }
        return read < 0;
    }

    /**
     * Whether the body of a request that nobody has looked at is to be read after the answer. Jetty
     * ends a connection whose request wasn't read to its end, without a word of that in the answer,
     * and the client's next request on it fails. So short bodies are read, and of others the answer
     * says that the connection ends.
     */
    private boolean endsWithItsBody() {
        var headers = request.getHeaders();
        if (bodyTaken || headers.contains("Connection", "close")) {
            return false;
        }
        boolean isLong =
                request.getLength() > DRAINED_UNSEEN || headers.contains("Transfer-Encoding");
        if (isLong || headers.contains("Expect")) {
            closeAfterwards();
            return false;
        }
        return request.getLength() > 0;
    }

    private void closeAfterwards() {
        response.getHeaders().put("Connection", "close");
    }

    private static RefusedException tooLarge(int limit) {
        return RefusedException.generic(
                TOO_LARGE,
                "The request's body is longer than the %d bytes that are allowed."
                        .formatted(limit));
    }

    @Override
    public void answer(Answer answer) throws IOException {
        boolean draining = endsWithItsBody();
        begin(answer);
        Content.Sink.write(response, true, ByteBuffer.wrap(answer.body()));
        if (draining) {
            drain(Content.Source.asInputStream(request), DRAINED_UNSEEN);
        }
    }

    /**
     * Answers without waiting for the connection to take it, which completes the exchange.
     *
     * @param done is completed instead of the exchange's callback
     */
    void answerAtOnce(Answer answer, Callback done) {
        begin(answer);
        response.write(true, ByteBuffer.wrap(answer.body()), done);
    }

    @Override
    public ByteSink stream(Answer head) throws IOException {
        begin(head);
        Content.Sink.write(response, false, BufferUtil.EMPTY_BUFFER);
        var http2 =
                request.getConnectionMetaData().getConnection() instanceof HTTP2Connection c
                        ? c
                        : null;
        if (http2 != null) {
            // pings are frames of the connection; its stream may be silent for as long as a query
            // is
            request.addIdleTimeoutListener(_ -> false);
        }
        return new ByteSink() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                Content.Sink.write(response, false, bytes);
            }

            @Override
            public boolean keepsPieces() {
                return http2 != null;
            }

            @Override
            public boolean keepAlive() {
                if (http2 == null) {
                    return false;
                }
                http2.getSession().ping(new PingFrame(false), Callback.NOOP);
                return true;
            }

            @Override
            public void end() throws IOException {
                Content.Sink.write(response, true, BufferUtil.EMPTY_BUFFER);
            }
        };
    }

    @Override
    public boolean upgrade(MessageChannel.Writer writer) {
        upgraded = channels.upgrade(request, response, callback, writer);
        answered |= upgraded;
        return upgraded;
    }

    /** Whether the connection goes on as WebSocket. */
    boolean upgraded() {
        return upgraded;
    }

    @Override
    public boolean answered() {
        return answered;
    }

    private void begin(Answer head) {
        if (answered) {
            throw new IllegalStateException("The request is answered already");
        }
        answered = true;
        response.setStatus(head.status());
        response.getHeaders().add(NO_SNIFFING);
        response.getHeaders().add(NO_STORE);
        head.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
    }

    @Override
    public void onGone(Runnable action) {
        request.addFailureListener(cause -> action.run());
    }
}
