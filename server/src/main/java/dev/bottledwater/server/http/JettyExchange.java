// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.MessageChannel;
import dev.bottledwater.server.web.RefusedException;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An exchange on top of Jetty's. All reads and writes block the request's virtual thread. */
final class JettyExchange implements Exchange {
    private static final int TOO_LARGE = 41300;
    private static final long DRAINED = 16L * 1024 * 1024;

    /** What is read of a request that is refused without a look at its body. */
    private static final long DRAINED_UNSEEN = 64L * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ChannelUpgrade channels;
    private boolean answered;
    private boolean upgraded;
    private boolean bodyTaken;

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
        bodyTaken = true;
        try (InputStream in = Content.Source.asInputStream(request)) {
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
        return Content.Source.asInputStream(request);
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
        response.getHeaders().add("X-Content-Type-Options", "nosniff");
        response.getHeaders().add("Cache-Control", "no-store");
        head.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
    }

    @Override
    public void onGone(Runnable action) {
        request.addFailureListener(cause -> action.run());
    }
}
