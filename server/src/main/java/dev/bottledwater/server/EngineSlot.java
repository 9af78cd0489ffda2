// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.server.ksql.EngineAccess;
import dev.bottledwater.server.web.RefusedException;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Holds the engine: opens it, opens another when it couldn't be opened or has stopped by itself,
 * and closes it. What the engine does never ends the process.
 */
final class EngineSlot implements EngineAccess, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSlot.class);
    private static final int NOT_READY = 50302;
    private static final int SHUTTING_DOWN = 50303;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(23);

    private final EngineFactory factory;
    private final Connectors connectors;
    private final Supplier<? extends PeerChannel> peers;
    private final String serviceId;
    private final RestartPauses pauses;
    private final Thread thread;
    private volatile @Nullable SqlEngine engine;
    private volatile EngineState without = new EngineState.Starting("Waiting for Kafka.");
    private volatile boolean kafkaReachable;
    private volatile boolean closing;

    /**
     * @param peers joins those of other processes where that isn't done yet; may fail
     * @param pauses between the end of one engine and the next
     */
    EngineSlot(
            EngineFactory factory,
            Connectors connectors,
            Supplier<? extends PeerChannel> peers,
            String serviceId,
            RestartPauses pauses) {
        this.peers = peers;
        this.factory = factory;
        this.connectors = connectors;
        this.serviceId = serviceId;
        this.pauses = pauses;
        this.thread = Thread.ofPlatform().name("sql-engine").daemon().unstarted(this::run);
    }

    /** To be called when Kafka can be reached. */
    void start() {
        kafkaReachable = true;
        thread.start();
    }

    @Override
    public SqlEngine engine() {
        SqlEngine current = engine;
        if (current != null && !closing) {
            return current;
        }
        throw switch (state()) {
            case EngineState.Starting(String step) ->
                    RefusedException.generic(NOT_READY, "The SQL engine is starting. " + step);
            case EngineState.Degraded(String reason) ->
                    RefusedException.generic(NOT_READY, "The SQL engine isn't running. " + reason);
            case EngineState.Stopped _ ->
                    RefusedException.generic(SHUTTING_DOWN, "The server is stopping.");
            case EngineState.Running _ ->
                    RefusedException.generic(
                            NOT_READY, "The SQL engine has just started. Try again.");
        };
    }

    @Override
    public EngineState state() {
        if (closing) {
            return new EngineState.Stopped();
        }
        SqlEngine current = engine;
        return current == null ? without : current.state();
    }

    @Override
    public EngineHealth health() {
        SqlEngine current = engine;
        return current == null || closing
                ? EngineHealth.of(state(), false, kafkaReachable)
                : current.health();
    }

    /** What the persistent queries did; empty while there is no engine. */
    List<QueryMetrics> metrics() {
        SqlEngine current = engine;
        return current == null ? List.of() : current.metrics();
    }

    /** How many push queries run; 0 while there is no engine. */
    int pushQueries() {
        SqlEngine current = engine;
        return current == null ? 0 : current.pushQueryCount();
    }

    @Override
    public String serviceId() {
        return serviceId;
    }

    private void run() {
        try {
            while (!closing) {
                Duration ran = Duration.ZERO;
                String reason = "It stopped by itself.";
                try {
                    without = new EngineState.Starting("Opening the engine.");
                    ran = runOne();
                } catch (RuntimeException | LinkageError e) {
                    reason = reason(e);
                    kafkaReachable = !(e instanceof KafkaException);
                    LOG.debug("Cause of the engine's failure", e);
                }
                Duration pause = pauses.afterRun(ran);
                fail(reason, pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            LOG.debug("The engine's thread was told to end");
        }
    }

    /** Returns how long it ran since it was ready. */
    private Duration runOne() throws InterruptedException {
        try (SqlEngine opened = factory.open(connectors, peers.get())) {
            engine = opened;
            return untilStopped(opened);
        } finally {
            engine = null;
        }
    }

    private Duration untilStopped(SqlEngine opened) throws InterruptedException {
        boolean ready = false;
        long since = System.nanoTime();
        EngineState state = opened.state();
        while (!closing && !(state instanceof EngineState.Stopped)) {
            if (!ready) {
                ready = state instanceof EngineState.Running;
                since = System.nanoTime();
            }
            Thread.sleep(LOOK);
            state = opened.state();
        }
        return ready ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
    }

    private void fail(String reason, Duration pause) {
        if (closing) {
            return;
        }
        without =
                new EngineState.Degraded(
                        "%s It is started again in %d s.".formatted(reason, pause.toSeconds()));
        LOG.error(
                "The SQL engine isn't running. {} Trying again in {} s.",
                reason,
                pause.toSeconds());
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() + "." : message;
    }

    /** Closes the engine and waits as long as an engine takes for it. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(CLOSE_DEADLINE)) {
                LOG.error("The SQL engine didn't close within {} s.", CLOSE_DEADLINE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
