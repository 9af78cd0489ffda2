// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.server.ksql.EngineAccess;
import dev.bottledwater.server.web.RefusedException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

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
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EngineFactory factory;
    private final Connectors connectors;
    private final AppPeers peers;
    private final String serviceId;
    private final Duration firstPause;
    private final Thread thread;
    private volatile @Nullable SqlEngine engine;
    private volatile EngineState without = new EngineState.Starting("Waiting for Kafka.");
    private volatile boolean closing;

    /**
     * @param firstPause after a failure; doubles up to 30 s
     */
    EngineSlot(
            EngineFactory factory,
            Connectors connectors,
            AppPeers peers,
            String serviceId,
            Duration firstPause) {
        this.peers = peers;
        this.factory = factory;
        this.connectors = connectors;
        this.serviceId = serviceId;
        this.firstPause = firstPause;
        this.thread = Thread.ofPlatform().name("sql-engine").daemon().unstarted(this::run);
    }

    void start() {
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
        Duration pause = firstPause;
        peers.joinEngine();
        try {
            while (!closing) {
                try {
                    without = new EngineState.Starting("Opening the engine.");
                    runOne();
                    fail("It stopped by itself.", pause);
                } catch (RuntimeException | LinkageError e) {
                    fail(reason(e), pause);
                    LOG.debug("Cause of the engine's failure", e);
                }
                Thread.sleep(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            LOG.debug("The engine's thread was told to end");
        }
    }

    private void runOne() throws InterruptedException {
        try (SqlEngine opened = factory.open(connectors, peers.engine())) {
            engine = opened;
            untilStopped(opened);
        } finally {
            engine = null;
        }
    }

    private void untilStopped(SqlEngine opened) throws InterruptedException {
        while (!closing && !(opened.state() instanceof EngineState.Stopped)) {
            Thread.sleep(LOOK);
        }
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
