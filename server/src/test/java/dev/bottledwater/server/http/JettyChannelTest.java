// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class JettyChannelTest {

    /** A connection that takes what is sent when a test says so. */
    private static final class Session extends CoreSession.Empty {
        final List<String> sent = new ArrayList<>();
        final List<Callback> untaken = new ArrayList<>();
        int demands;

        @Override
        public void sendFrame(Frame frame, Callback callback, boolean batch) {
            sent.add("%d %s".formatted(frame.getOpCode(), frame.getPayloadAsUTF8()));
            untaken.add(callback);
        }

        @Override
        public void demand() {
            demands++;
        }
    }

    @Test
    void pingsAreReadOnlyAsFastAsTheClientReadsTheAnswers() {
        var session = new Session();
        var end = new CountDownLatch(1);
        var channel = new JettyChannel(_ -> await(end), () -> {});
        channel.onOpen(session, Callback.NOOP);
        assertThat(session.demands).isEqualTo(1);

        channel.onFrame(
                new Frame(OpCode.PING, ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8))),
                Callback.NOOP);
        assertThat(session.sent).containsExactly(OpCode.PONG + " hi");
        assertThat(session.demands).as("while the client hasn't read").isEqualTo(1);

        session.untaken.getFirst().succeeded();
        assertThat(session.demands).isEqualTo(2);
        end.countDown();
    }

    @Test
    void aPingThatCanNotBeAnsweredEndsTheChannel() {
        var session = new Session();
        var end = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        var channel = new JettyChannel(_ -> await(end), () -> {});
        channel.onOpen(session, Callback.NOOP);
        channel.onGone(gone::countDown);

        channel.onFrame(new Frame(OpCode.PING), Callback.NOOP);
        session.untaken.getFirst().failed(new IOException("reset"));

        assertThat(gone.getCount()).isZero();
        assertThat(session.demands).isEqualTo(1);
        end.countDown();
    }

    private static void await(CountDownLatch end) throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
