// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A query whose instances can't be made. */
class PersistentQueryTest {

    /** Fails as a JVM does that gets no more threads. */
    private static final class NoThreads implements PersistentQuery.Instances {
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public KafkaStreams make() {
            attempts.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread: limits reached");
        }

        @Override
        public void check() {}
    }

    @Test
    void triesAgainWhereTheMachineHadNothingForIt() throws Exception {
        var instances = new NoThreads();
        var query =
                new PersistentQuery(
                        "Q",
                        instances,
                        FailureReasonsTest.reasons(),
                        new RetryPolicy(
                                Duration.ofMillis(10),
                                Duration.ofMillis(10),
                                Duration.ofMinutes(1)),
                        Clock.systemUTC());
        query.start(false);
        await().atMost(Duration.ofSeconds(60)).until(() -> instances.attempts.get() > 2);
        assertThat(query.failures())
                .isNotEmpty()
                .allSatisfy(
                        f -> {
                            assertThat(f.kind()).isEqualTo(QueryFailure.Kind.SYSTEM);
                            assertThat(f.message())
                                    .startsWith("This machine allows no more threads");
                        });

        assertThat(query.close(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(query.state()).isInstanceOf(QueryState.Stopped.class);
    }
}
