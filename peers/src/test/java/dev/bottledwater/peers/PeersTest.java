// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.peers.PeerException.Reason;
import dev.bottledwater.peers.message.Seal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers over links in memory. */
class PeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SECRET = "a secret of sixteen letters";

    private final Room room = new Room();
    private final List<Peers> joined = new ArrayList<>();

    private Peers join(String name, String... secrets) {
        return join(
                name, Clock.systemUTC(), secrets.length == 0 ? List.of(SECRET) : List.of(secrets));
    }

    private Peers join(String name, Clock clock, List<String> secrets) {
        return join(name, clock, secrets, Duration.ofMillis(100));
    }

    private Peers join(String name, Clock clock, List<String> secrets, Duration announce) {
        var peers = new Peers(name, "", Seal.of(secrets, "topic"), room.link(), clock, announce);
        joined.add(peers);
        return peers;
    }

    @AfterEach
    void leave() {
        joined.forEach(Peers::close);
        room.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String ask(Peers from, String to, String service, String text)
            throws PeerException, InterruptedException {
        return new String(from.ask(to, service, bytes(text), PATIENCE), StandardCharsets.UTF_8);
    }

    private static PeerException failure(Peers from, String to, Duration timeout) {
        return catchThrowableOfType(
                PeerException.class, () -> from.ask(to, "echo", new byte[1], timeout));
    }

    private static Peers echo(Peers peers) {
        peers.serve(
                "echo",
                (from, request) -> bytes(from + ":" + new String(request, StandardCharsets.UTF_8)));
        return peers;
    }

    @Test
    void whoComesHearsAtOnceWhoIsThere() {
        var hour = Duration.ofHours(1);
        var one = join("one", Clock.systemUTC(), List.of(SECRET), hour);
        var two = join("two", Clock.systemUTC(), List.of(SECRET), hour);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(two.there()).containsOnlyKeys("one"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(one.there()).containsOnlyKeys("two"));
        var three = join("three", Clock.systemUTC(), List.of(SECRET), hour);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(three.there()).containsOnlyKeys("one", "two"));
    }

    @Test
    void aPeerAnswersTheOneThatAsked() throws Exception {
        var one = echo(join("one"));
        var two = echo(join("two"));
        echo(join("three"));
        assertThat(ask(one, "two", "echo", "hello")).isEqualTo("one:hello");
        assertThat(ask(two, "one", "echo", "")).isEqualTo("two:");
    }

    @Test
    void tellsWhatItCosts() throws Exception {
        var one = join("one", Clock.systemUTC(), List.of(SECRET), Duration.ofHours(1));
        var two = echo(join("two", Clock.systemUTC(), List.of(SECRET), Duration.ofHours(1)));
        ask(one, "two", "echo", "hello");
        failure(one, "nobody", Duration.ofMillis(50));
        room.say(bytes("nonsense"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(two.traffic().unsealed()).isEqualTo(1));
        assertThat(one.traffic().asked()).isEqualTo(2);
        assertThat(one.traffic().unanswered()).isEqualTo(1);
        assertThat(two.traffic().served()).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            long said = room.said().stream().mapToLong(bytes -> bytes.length).sum();
                            assertThat(one.traffic().sentBytes() + two.traffic().sentBytes())
                                    .isEqualTo(said - "nonsense".length());
                            assertThat(two.traffic().heardBytes()).isBetween(200L, said);
                        });
    }

    @Test
    void largeBodiesTravelInPieces() throws Exception {
        var one = join("one");
        var body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        join("two").serve("back", (_, request) -> request);
        assertThat(one.ask("two", "back", body, PATIENCE)).isEqualTo(body);
        assertThat(room.said()).allMatch(said -> said.length < 300_000);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var one = join("one");
        echo(join("two"));
        assertThatThrownBy(() -> one.ask("two", "echo", new byte[9_000_000], PATIENCE))
                .isInstanceOf(PeerException.class)
                .hasMessageMatching(
                        "What is to be sent is too large: a message of 9,000,0.. bytes; 8,388,608 are allowed\\.");
    }

    @Test
    void whyAPeerDoesNotAnswerIsSaid() {
        var one = join("one");
        var two = join("two");
        two.serve(
                "fail",
                (_, _) -> {
                    throw new IllegalStateException("no leader is known");
                });
        assertThatThrownBy(() -> one.ask("two", "fail", new byte[0], PATIENCE))
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
                .hasMessage("two says: no leader is known");
        assertThatThrownBy(() -> one.ask("two", "other", new byte[0], PATIENCE))
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessage("two says: it has no service 'other'");
    }

    @Test
    void presenceIsHeardAndAFarewellEndsIt() {
        var one = join("one");
        var two = join("two");
        await().atMost(PATIENCE)
                .until(() -> one.there().containsKey("two") && two.there().containsKey("one"));
        assertThat(one.there()).doesNotContainKey("one");
        two.close();
        await().atMost(PATIENCE).until(() -> one.there().isEmpty());
        assertThat(failure(one, "two", Duration.ofMillis(200)))
                .hasMessage("two isn't there: it was never heard, or has said that it stops.");
    }

    @Test
    void aPeerThatIsSilentIsWaitedForAndNamed() throws Exception {
        var one = join("one");
        var two = join("two");
        var released = new CountDownLatch(1);
        two.serve(
                "echo",
                (_, request) -> {
                    released.await();
                    return request;
                });
        await().atMost(PATIENCE).until(() -> one.there().containsKey("two"));
        var failure = failure(one, "two", Duration.ofSeconds(1));
        assertThat(failure.reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(failure)
                .hasMessageMatching(
                        "two has not answered within \\d+ s; it was last heard \\d+ s ago.");
        released.countDown();
        assertThat(one.ask("two", "echo", new byte[] {1}, PATIENCE)).containsExactly(1);
    }

    @Test
    void withoutTheSecretNothingIsHeardAndNothingIsSaid() throws Exception {
        var one = echo(join("one"));
        var stranger = echo(join("stranger", "another secret of letters"));
        assertThat(failure(stranger, "one", Duration.ofMillis(500)).reason())
                .isEqualTo(Reason.NO_ANSWER);
        assertThat(one.there()).isEmpty();
        var text = "a connector's password";
        ask(one, echo(join("two")).self(), "echo", text);
        assertThat(room.said())
                .noneMatch(said -> new String(said, StandardCharsets.ISO_8859_1).contains("echo"));
    }

    @Test
    void aRequestThatIsSentAgainIsNotCarriedOutAgain() throws Exception {
        var one = join("one");
        var carriedOut = new AtomicInteger();
        var two = join("two");
        two.serve(
                "count",
                (_, request) -> {
                    carriedOut.incrementAndGet();
                    return request;
                });
        one.ask("two", "count", new byte[0], PATIENCE);
        room.said().forEach(room::say);
        // after it everything before has been heard
        one.ask("two", "count", new byte[0], PATIENCE);
        assertThat(carriedOut).hasValue(2);
    }

    @Test
    void recordsThatAreNoMessagesArePassedOver() throws Exception {
        var one = join("one");
        echo(join("two"));
        ask(one, "two", "echo", "x");
        for (var said : room.said()) {
            var damaged = said.clone();
            damaged[damaged.length - 1] ^= 1;
            room.say(damaged);
        }
        room.say(new byte[0]);
        room.say(new byte[100]);
        assertThat(ask(one, "two", "echo", "y")).isEqualTo("one:y");
    }

    @Test
    void anExpiredRequestIsNotCarriedOut() {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2).negated());
        var one = join("one", late, List.of(SECRET));
        var carriedOut = new AtomicInteger();
        var two = join("two");
        two.serve(
                "echo",
                (_, request) -> {
                    carriedOut.incrementAndGet();
                    return request;
                });
        assertThat(failure(one, "two", Duration.ofMillis(500)).reason())
                .isEqualTo(Reason.NO_ANSWER);
        assertThat(carriedOut).hasValue(0);
        assertThat(two.there()).isEmpty();
    }

    @Test
    void secretsCanBeChangedOneProcessAfterTheOther() throws Exception {
        var before = echo(join("before", SECRET));
        var after = echo(join("after", "the next secret of letters", SECRET));
        assertThat(ask(before, "after", "echo", "x")).isEqualTo("before:x");
        // the old one can't open what the new one says first
        assertThat(failure(after, "before", Duration.ofMillis(300)).reason())
                .isEqualTo(Reason.NO_ANSWER);
    }

    @Test
    void aProcessThatStopsLetsItsAskersGo() throws Exception {
        var one = join("one");
        var two = join("two");
        var asked = new CountDownLatch(1);
        two.serve(
                "echo",
                (_, _) -> {
                    asked.countDown();
                    Thread.sleep(60_000);
                    return new byte[0];
                });
        await().atMost(PATIENCE).until(() -> one.there().containsKey("two"));
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                asked.await();
                                one.close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(failure(one, "two", Duration.ofMinutes(1)))
                .hasMessage("This process is stopping.");
    }
}
