// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.peers.PeerException.Reason;
import dev.bottledwater.peers.message.Message;
import dev.bottledwater.peers.message.Message.Outcome;
import dev.bottledwater.peers.message.MessageId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

@Timeout(600)
class WaitingTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Moves on with every look at it, so that no two words are heard at once. */
    private final Clock clock =
            new Clock() {
                private long now = 1_000_000;

                @Override
                public synchronized long millis() {
                    return now++;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(millis());
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            };

    private final Presence presence = new Presence(clock, LONG);
    private final Waiting waiting =
            new Waiting(
                    presence,
                    clock,
                    new Waiting.Silence(SHORT, Duration.ofMillis(400), SHORT, SHORT));
    private final CompletableFuture<Message.Reply> reply = new CompletableFuture<>();
    private final AtomicInteger probes = new AtomicInteger();

    private PeerException failure(Duration timeout, Runnable probing) {
        return catchThrowableOfType(
                PeerException.class, () -> waiting.await("two", reply, timeout, probing));
    }

    @Test
    void whoDoesNotAnswerAProbeIsGone() {
        presence.heard("two");
        var failure = failure(LONG, probes::incrementAndGet);
        assertThat(failure.reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(failure).hasMessageMatching("two has not answered within \\d+ s.*");
        assertThat(probes).hasValue(1);
    }

    @Test
    void whoAnswersProbesIsWaitedFor() throws Exception {
        presence.heard("two");
        var answer =
                new Message.Reply(MessageId.random(), "two", "one", Outcome.ANSWERED, new byte[0]);
        var received =
                waiting.await(
                        "two",
                        reply,
                        LONG,
                        () -> {
                            presence.heard("two");
                            if (probes.incrementAndGet() == 5) {
                                reply.complete(answer);
                            }
                        });
        assertThat(received).isSameAs(answer);
        assertThat(probes).hasValue(5);
    }

    @Test
    void theNextRequestToOneThatIsGoneFailsSoonerUntilItIsHeard() {
        presence.heard("two");
        assertThat(timed(() -> {})).isGreaterThanOrEqualTo(400);
        // One alone may be held up by a busy machine.
        assertThat(LongStream.generate(() -> timed(() -> {})).limit(5)).anyMatch(ms -> ms < 400);
        presence.heard("two");
        assertThat(timed(() -> {})).isGreaterThanOrEqualTo(400);
    }

    private long timed(Runnable probing) {
        long began = System.nanoTime();
        failure(LONG, probing);
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void theTimeEndsAlsoForWhoIsThere() {
        presence.heard("two");
        var failure = failure(Duration.ofMillis(600), () -> presence.heard("two"));
        assertThat(failure).hasMessageMatching("two has not answered within \\d+ s.*");
    }

    @Test
    void whoWasNeverHeardIsNotProbed() {
        var failure = failure(LONG, probes::incrementAndGet);
        assertThat(failure).hasMessageStartingWith("two isn't there");
        assertThat(probes).hasValue(0);
    }
}
