// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A query whose instances can't be made, or find no broker. */
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
                        Clock.systemUTC(),
                        false);
        query.start();
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

    /** An instance that starts, and finds no broker. */
    private static final class Alone implements PersistentQuery.Instances, AutoCloseable {
        private final KafkaStreams instance;

        Alone(Path state) {
            var topology = new Topology();
            topology.addSource("source", "none");
            var properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "alone");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
            instance = new KafkaStreams(topology, properties);
        }

        @Override
        public KafkaStreams make() {
            return instance;
        }

        @Override
        public void check() {}

        @Override
        public void close() {
            instance.close(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startsAsItWasToldBefore(boolean paused, @TempDir Path state) {
        try (var instances = new Alone(state)) {
            var query =
                    new PersistentQuery(
                            "Q",
                            instances,
                            FailureReasonsTest.reasons(),
                            new RetryPolicy(
                                    Duration.ofMinutes(1),
                                    Duration.ofMinutes(1),
                                    Duration.ofMinutes(1)),
                            Clock.systemUTC(),
                            !paused);
            if (paused) {
                query.pause();
            } else {
                query.resume();
            }
            query.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> query.streams().isPresent());

            assertThat(instances.instance.isPaused()).isEqualTo(paused);
            assertThat(query.state() instanceof QueryState.Paused).isEqualTo(paused);
            query.close(Duration.ofSeconds(5)).join();
        }
    }
}
