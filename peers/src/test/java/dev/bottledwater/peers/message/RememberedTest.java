// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.peers.message.Remembered.Name;

import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final long SKEW = Message.SKEW.toMillis();
    private static final long NOW = 1_000_000;

    private final Remembered remembered = new Remembered();

    private Name add(Message message) {
        var name = new Name(message.id(), message.to());
        remembered.add(name, message, NOW);
        return name;
    }

    private static Message.Request request(long expiresAt) {
        return new Message.Request(
                MessageId.random(), "one", "two", "echo", expiresAt, new byte[0]);
    }

    @Test
    void aRequestIsKnownForAsLongAsItWouldBeTaken() {
        var late = add(request(NOW + 300_000));
        var soon = add(request(NOW + 10_000));
        remembered.forget(NOW + 10_000 + SKEW);
        assertThat(remembered.contains(soon)).as("valid in this moment").isTrue();
        remembered.forget(NOW + 10_000 + SKEW + 1);
        assertThat(remembered.contains(soon)).isFalse();
        assertThat(remembered.contains(late)).isTrue();
        remembered.forget(NOW + 300_000 + SKEW + 1);
        assertThat(remembered.size()).isZero();
    }

    @Test
    void wordsOfPresenceAreKnownWhileTheyAreFresh() {
        var here = add(new Message.Announcement(MessageId.random(), "one", NOW + 5, ""));
        var gone = add(new Message.Farewell(MessageId.random(), "one", NOW - 5));
        remembered.forget(NOW + SKEW - 5);
        assertThat(remembered.contains(gone)).isTrue();
        remembered.forget(NOW + SKEW);
        assertThat(remembered.contains(gone)).isFalse();
        assertThat(remembered.contains(here)).isTrue();
    }

    @Test
    void trafficDoesNotAddUp() {
        for (int second = 0; second < 600; second++) {
            long now = NOW + second * 1000L;
            remembered.forget(now);
            for (int i = 0; i < 100; i++) {
                var asked = request(now + 5_000);
                remembered.add(new Name(asked.id(), "two"), asked, now);
                var answer =
                        new Message.Reply(
                                asked.id(), "two", "one", Message.Outcome.ANSWERED, new byte[0]);
                remembered.add(new Name(asked.id(), "one"), answer, now);
            }
        }
        assertThat(remembered.size()).isLessThanOrEqualTo(100 * (5 + 60 + 1 + 15));
    }

    @Test
    void whatHasExpiredIsNotRemembered() {
        add(request(NOW - SKEW - 1));
        assertThat(remembered.size()).isZero();
    }
}
