// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.server.web.MessageChannel;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/** A channel on top of Jetty's frames. Writes block the writer's virtual thread. */
final class JettyChannel implements FrameHandler, MessageChannel {
    private static final Logger LOG = LoggerFactory.getLogger(JettyChannel.class);

    /** What a close frame has room for, RFC 6455 section 5.5. */
    private static final int LONGEST_REASON = 123;

    private final Writer writer;
    private final Runnable ended;
    private final List<Runnable> goneActions = new CopyOnWriteArrayList<>();
    private volatile boolean gone;
    private @Nullable CoreSession session;

    /**
     * @param ended runs once, when nothing is written any more
     */
    JettyChannel(Writer writer, Runnable ended) {
        this.writer = writer;
        this.ended = ended;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        opened.demand();
        Thread.ofVirtual().name("channel").start(this::run);
    }

    private void run() {
        try {
            writer.write(this);
        } catch (IOException e) {
            LOG.debug("The client of a channel is gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A channel broke", e);
        } finally {
            if (session().isOutputOpen()) {
                session()
                        .close(
                                CloseStatus.SERVER_ERROR,
                                "The server made a mistake.",
                                Callback.NOOP);
            }
            ended.run();
        }
    }

    private CoreSession session() {
        CoreSession open = session;
        if (open == null) {
            throw new IllegalStateException("The channel isn't open yet");
        }
        return open;
    }

    /** Jetty answers a close by itself; a ping is the handler's to answer. */
    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (frame.getOpCode() == OpCode.CLOSE) {
            callback.succeeded();
            leave();
            return;
        }
        if (frame.getOpCode() == OpCode.PING) {
            var payload = ByteBuffer.allocate(frame.getPayloadLength());
            payload.put(frame.getPayload()).flip();
            callback.succeeded();
            // No more is read before the client has taken this: who doesn't read may ping no more.
            session()
                    .sendFrame(
                            new Frame(OpCode.PONG, payload),
                            Callback.from(session()::demand, _ -> leave()),
                            false);
            return;
        }
        callback.succeeded();
        session().demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("A channel failed: {}", cause.toString());
        callback.succeeded();
        leave();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        leave();
    }

    private void leave() {
        gone = true;
        goneActions.forEach(Runnable::run);
    }

    @Override
    public void send(ByteBuffer text) throws IOException {
        await(new Frame(OpCode.TEXT, true, text));
    }

    @Override
    public void ping() throws IOException {
        await(new Frame(OpCode.PING));
    }

    private void await(Frame frame) throws IOException {
        var sent = new Callback.Completable();
        session().sendFrame(frame, sent, false);
        await(sent);
    }

    private static void await(Callback.Completable sent) throws IOException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("The client is gone", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a message was being sent", e);
        }
    }

    @Override
    public void close(int code, String reason) throws IOException {
        var closed = new Callback.Completable();
        session().close(code, shortened(reason), closed);
        await(closed);
    }

    private static String shortened(String reason) {
        String text = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        while (text.getBytes(UTF_8).length > LONGEST_REASON) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    @Override
    public void onGone(Runnable action) {
        goneActions.add(action);
        if (gone) {
            action.run();
        }
    }
}
