// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.wire.InsertAck;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

@Timeout(60)
class InsertAcksTest {

    /** A client that reads nothing until a test lets it, and may be gone then. */
    private static final class Client implements ByteSink {
        final CountDownLatch reads = new CountDownLatch(1);
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        volatile @Nullable IOException gone;
        volatile boolean ended;

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (gone != null) {
                throw new IOException(gone);
            }
            received.write(bytes.array(), bytes.position(), bytes.remaining());
        }

        List<InsertAck> acks() throws IOException {
            List<InsertAck> acks = new ArrayList<>();
            for (String line :
                    received.toString(java.nio.charset.StandardCharsets.UTF_8).lines().toList()) {
                acks.add(WireJson.mapper().readValue(line, InsertAck.class));
            }
            return acks;
        }

        @Override
        public boolean keepsPieces() {
            return false;
        }

        @Override
        public boolean keepAlive() {
            return false;
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    private final Client client = new Client();

    @Test
    void rowsThatAreStoredInOrderNeedNoRoomUntilTheClientReads() throws Exception {
        try (var acks = InsertAcks.start(client, false)) {
            for (long seq = 0; seq < 100L * InsertAcks.MOST; seq++) {
                acks.expect();
                acks.stored(seq);
            }
            client.reads.countDown();
            acks.end();
        }
        assertThat(client.acks().stream().map(InsertAck::seq))
                .containsExactlyElementsOf(
                        LongStream.range(0, 100L * InsertAcks.MOST).boxed().toList());
        assertThat(client.ended).isTrue();
    }

    @Test
    void whatTheClientDoesNotReadHoldsFurtherRowsBack() throws Exception {
        var taken = new java.util.concurrent.atomic.AtomicLong();
        try (var acks = InsertAcks.start(client, false)) {
            var inserting = new CompletableFuture<@Nullable Void>();
            long rows = 5L * InsertAcks.MOST;
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    for (long seq = 0; seq < rows; seq++) {
                                        acks.expect();
                                        taken.incrementAndGet();
                                        acks.failed(seq, 40000, "x".repeat(100_000));
                                    }
                                    acks.end();
                                    inserting.complete(null);
                                } catch (IOException | InterruptedException e) {
                                    inserting.completeExceptionally(e);
                                }
                            });
            // what the sender has taken to send comes on top
            while (taken.get() < InsertAcks.MOST) {
                Thread.onSpinWait();
            }
            assertThat(inserting).isNotDone();
            assertThat(taken.get()).isLessThanOrEqualTo(2L * InsertAcks.MOST);
            client.reads.countDown();
            inserting.join();
            assertThat(client.acks()).hasSize((int) rows);
            assertThat(client.acks().getFirst().message()).hasSize(2001).endsWith("x…");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatIsGoneEndsTheStream(boolean inTheMiddle) {
        client.gone = new IOException("reset");
        var inserting =
                CompletableFuture.runAsync(
                        () -> {
                            try (var acks = InsertAcks.start(client, false)) {
                                for (long seq = 0; inTheMiddle || seq < 10; seq++) {
                                    acks.expect();
                                    acks.failed(seq, 40000, "No.");
                                    client.reads.countDown();
                                }
                                acks.end();
                            } catch (IOException | InterruptedException e) {
                                throw new CompletionException(e);
                            }
                        });
        assertThatThrownBy(inserting::join).hasRootCauseMessage("reset");
        assertThat(client.ended).isFalse();
    }
}
