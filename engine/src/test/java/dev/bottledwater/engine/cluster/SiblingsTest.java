// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.engine.PeerFailedException.Reason;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

class SiblingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(7);
    private final Map<String, @Nullable Reason> others = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private final Siblings siblings = new Siblings(new Channel(), PATIENCE, () -> now);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private PeerChannel.@Nullable Service service;

    @Test
    void allAreAskedAtOnce() {
        others.put("a", null);
        others.put("b", null);

        var answers = siblings.askAll(Subject.QUERIES, "?".getBytes(UTF_8));

        assertThat(answers.keySet()).containsExactly("a", "b");
        assertThat(waits).containsExactly(PATIENCE, PATIENCE);
        assertThat(answers.get("a")).hasValueSatisfying(b -> assertThat(b).containsExactly(1, '?'));
    }

    @Test
    void processesWithoutSqlAreNoSiblings() {
        others.put("connect", Reason.REFUSED);

        assertThat(siblings.askAll(Subject.QUERIES, new byte[0])).isEmpty();
    }

    @Test
    void aSiblingThatFallsSilentIsMissed() {
        others.put("a", null);
        siblings.askAll(Subject.QUERIES, new byte[0]);
        others.put("a", Reason.NO_ANSWER);
        others.put("b", Reason.FAILED);

        var answers = siblings.askAll(Subject.QUERIES, new byte[0]);

        assertThat(answers.get("a")).isEmpty();
        assertThat(answers.get("b")).isEmpty();
        others.remove("a");
        assertThat(siblings.askAll(Subject.QUERIES, new byte[0])).containsOnlyKeys("b");
    }

    @Test
    void oneThatGaveNoAnswerIsNotWaitedForAgainAtOnce() throws Exception {
        others.put("a", null);
        siblings.askAll(Subject.QUERIES, new byte[0]);
        others.put("a", Reason.NO_ANSWER);
        siblings.askAll(Subject.QUERIES, new byte[0]);
        asked.clear();
        others.put("a", null);

        assertThat(siblings.askAll(Subject.QUERIES, new byte[0]).get("a")).isEmpty();
        assertThat(asked).isEmpty();

        now = now.plusSeconds(11);
        assertThat(siblings.askAll(Subject.QUERIES, new byte[0]).get("a")).isPresent();

        others.put("a", Reason.NO_ANSWER);
        siblings.askAll(Subject.QUERIES, new byte[0]);
        others.put("a", null);
        siblings.ask("a", Subject.QUERIES, new byte[0], Duration.ofSeconds(1));
        assertThat(siblings.askAll(Subject.QUERIES, new byte[0]).get("a")).isPresent();
    }

    @Test
    void requestsMeetTheServiceOfTheirSubject() throws Exception {
        siblings.serve(Map.of(Subject.QUERIES, (from, request) -> request));

        assertThat(service.answer("a", new byte[] {1, 7})).containsExactly(7);
        assertThatThrownBy(() -> service.answer("a", new byte[] {3}))
                .hasMessageContaining("doesn't know");
        assertThatThrownBy(() -> service.answer("a", new byte[] {99}))
                .hasMessageContaining("doesn't know");
        assertThatThrownBy(() -> service.answer("a", new byte[0]))
                .hasMessageContaining("doesn't know");
    }

    private final class Channel implements PeerChannel {
        @Override
        public String self() {
            return "self";
        }

        @Override
        public Set<String> peers() {
            return Set.copyOf(others.keySet());
        }

        @Override
        public byte[] ask(String peer, byte[] request, Duration timeout)
                throws PeerFailedException {
            asked.add(peer);
            waits.add(timeout);
            var reason = others.get(peer);
            if (reason != null) {
                throw new PeerFailedException(reason, "no");
            }
            return request;
        }

        @Override
        public void serve(Service answers) {
            service = answers;
        }
    }
}
