// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class ConnectorWatchTest {
    private static final WatchSettings SETTINGS =
            new WatchSettings(
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)));

    /** Fails twice, each time in another way, and then tells of trouble with all connectors. */
    private static final class Trouble implements WatchedConnect {
        final AtomicInteger looks = new AtomicInteger();

        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public List<ConnectorFacts> connectors() {
            switch (looks.incrementAndGet()) {
                case 1 -> throw new OutOfMemoryError("unable to create native thread");
                case 2 -> throw new IllegalStateException("it is odd");
                default -> {
                    return List.of();
                }
            }
        }

        @Override
        public List<ConnectorProblem> dangers() {
            return List.of(
                    new ConnectorProblem("", ConnectorProblem.NO_TASK, "All are in danger.", ""));
        }

        @Override
        public Optional<Set<String>> workers() {
            return Optional.empty();
        }

        @Override
        public List<SourceProgress> ownSources() {
            return List.of();
        }

        @Override
        public List<String> missingTopics(String connector) {
            return List.of();
        }

        @Override
        public String refusal(String connector) {
            return "";
        }

        @Override
        public List<ConnectorProblem> declared() {
            return List.of();
        }

        @Override
        public void restartFailed(String connector) {}

        @Override
        public void close() {}
    }

    @Test
    void goesOnWhateverALookEndsIn() {
        Trouble connect = new Trouble();
        try (ConnectorWatch watch = new ConnectorWatch(connect, SETTINGS)) {
            watch.start();

            await().until(() -> !watch.problems().isEmpty());

            assertThat(connect.looks).hasValueGreaterThanOrEqualTo(3);
            assertThat(watch.problems().getFirst().toString()).isEqualTo("All are in danger.");
        }
    }
}
