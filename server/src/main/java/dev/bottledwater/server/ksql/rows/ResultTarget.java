// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.MessageChannel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a result goes: the answer to a request, or a channel. */
interface ResultTarget {

    /** Whether each piece is a message of its own, the result's beginning included. */
    boolean inMessages();

    /** Begins a result whose end isn't known. */
    ByteSink open(String mediaType) throws IOException;

    /** Sends a result that is there as a whole; {@link #open} wasn't called. */
    void sendWhole(String mediaType, ByteBuffer result) throws IOException;

    /** Runs {@code action} when the client is known to be gone. */
    void onGone(Runnable action);

    /** The answer to a request. */
    static ResultTarget of(Exchange exchange) {
        return new ResultTarget() {
            @Override
            public boolean inMessages() {
                return false;
            }

            @Override
            public ByteSink open(String mediaType) throws IOException {
                return exchange.stream(Answer.head(200, mediaType));
            }

            @Override
            public void sendWhole(String mediaType, ByteBuffer result) throws IOException {
                exchange.answer(Answer.of(200, mediaType, result));
            }

            @Override
            public void onGone(Runnable action) {
                exchange.onGone(action);
            }
        };
    }

    /** A channel, which is closed as the format says. */
    static ResultTarget of(MessageChannel channel, ChannelFormat format) {
        return new ResultTarget() {
            @Override
            public boolean inMessages() {
                return true;
            }

            @Override
            public ByteSink open(String mediaType) {
                return new ByteSink() {
                    @Override
                    public void write(ByteBuffer bytes) throws IOException {
                        channel.send(bytes);
                    }

                    @Override
                    public boolean keepsPieces() {
                        return true;
                    }

                    @Override
                    public boolean keepAlive() throws IOException {
                        channel.ping();
                        return true;
                    }

                    @Override
                    public void end() throws IOException {
                        format.close(channel);
                    }
                };
            }

            @Override
            public void sendWhole(String mediaType, ByteBuffer result) {
                throw new IllegalStateException("Channels are opened first");
            }

            @Override
            public void onGone(Runnable action) {
                channel.onGone(action);
            }
        };
    }
}
