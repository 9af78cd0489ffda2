// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Bytes of messages, pieces and their assembly. */
class MessagesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static Message.Request request(int size) {
        var body = new byte[size];
        new Random(size).nextBytes(body);
        return new Message.Request(MessageId.random(), "one", "two", "echo", 17, body);
    }

    private static void assertSame(Message decoded, Message.Request sent) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Message.Request.class,
                        m -> {
                            assertThat(m.id()).isEqualTo(sent.id());
                            assertThat(m.from()).isEqualTo("one");
                            assertThat(m.to()).isEqualTo("two");
                            assertThat(m.service()).isEqualTo("echo");
                            assertThat(m.expiresAt()).isEqualTo(17);
                            assertThat(m.body()).isEqualTo(sent.body());
                        });
    }

    @Test
    void everyKindOfMessageSurvives() {
        var sent = request(100);
        assertSame(MessageCodec.decode(MessageCodec.encode(sent)), sent);
        var here = new Message.Announcement(MessageId.random(), "one", 5, "http://10.0.0.7:80");
        assertThat(MessageCodec.decode(MessageCodec.encode(here))).isEqualTo(here);
        var gone = new Message.Farewell(MessageId.random(), "one", 5);
        assertThat(MessageCodec.decode(MessageCodec.encode(gone))).isEqualTo(gone);
        for (var outcome : Message.Outcome.values()) {
            var reply =
                    new Message.Reply(MessageId.random(), "one", "two", outcome, new byte[] {1});
            assertThat(MessageCodec.decode(MessageCodec.encode(reply)))
                    .isInstanceOfSatisfying(
                            Message.Reply.class, r -> assertThat(r.outcome()).isEqualTo(outcome));
        }
    }

    @Test
    void whoHasNotLearntToSayAUrlIsUnderstood() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeByte(1);
            out.writeLong(2);
            out.writeLong(3);
            out.writeUTF("one");
            out.writeLong(5);
        }
        deflater.end();
        assertThat(MessageCodec.decode(bytes.toByteArray()))
                .isEqualTo(new Message.Announcement(new MessageId(2, 3), "one", 5, ""));
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        var encoded = MessageCodec.encode(request(1000));
        for (int length = 0; length < 60; length++) {
            var cut = java.util.Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> MessageCodec.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Piece.decode(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void piecesMakeTheMessageInAnyOrderAndOnce() {
        var sent = request(1_000_000);
        var pieces = Piece.of(sent);
        assertThat(pieces).hasSize(4);
        var assembly = new Assembly(CLOCK);
        for (var piece : pieces.reversed().subList(0, 3)) {
            assertThat(assembly.add(Piece.decode(piece.encode()))).isEmpty();
            assertThat(assembly.add(piece)).as("again").isEmpty();
        }
        assertSame(assembly.add(pieces.getFirst()).orElseThrow(), sent);
        assertThat(pieces).allMatch(p -> assembly.add(p).isEmpty());
    }

    @Test
    void whatDoesNotFitIsDroppedOldestFirst() {
        var assembly = new Assembly(CLOCK);
        var messages =
                java.util.stream.IntStream.range(0, 8)
                        .mapToObj(_ -> Piece.of(request(7_000_000)))
                        .toList();
        messages.forEach(m -> m.subList(1, m.size()).forEach(assembly::add));
        assertThat(assembly.add(messages.getFirst().getFirst())).isEmpty();
        assertThat(assembly.add(messages.getLast().getFirst())).isPresent();
    }

    @Test
    void aMessageWhoseRestDoesNotComeIsForgotten() {
        var now = new java.util.concurrent.atomic.AtomicReference<>(Instant.EPOCH);
        var clock =
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now.get();
                    }
                };
        var assembly = new Assembly(clock);
        var pieces = Piece.of(request(300_000));
        assembly.add(pieces.getFirst());
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(2)));
        assertThat(assembly.add(pieces.getLast())).isEmpty();
    }

    @Test
    void aSealIsOpenedWithTheSameSecretAndTopicOnly() {
        var piece = Piece.of(request(10)).getFirst();
        var closed = Seal.of(List.of("secret"), "topic").close(piece);
        assertThat(Seal.of(List.of("other", "secret"), "topic").open(closed)).isPresent();
        assertThat(Seal.of(List.of("other"), "topic").open(closed)).isEmpty();
        assertThat(Seal.of(List.of("secret"), "elsewhere").open(closed)).isEmpty();
        assertThat(Seal.of(List.of("secret"), "topic").close(piece)).isNotEqualTo(closed);
    }
}
