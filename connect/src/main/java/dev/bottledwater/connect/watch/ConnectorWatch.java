// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import dev.bottledwater.connect.failure.Backoff;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the connectors every few seconds: at all of them where this worker is the leader, else
 * at its own tasks. The leader restarts what failed, so that each is restarted once.
 */
public final class ConnectorWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorWatch.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final WatchedConnect connect;
    private final WatchSettings settings;
    private final Restarts restarts;
    private final Findings group;
    private final Findings own;
    private final InstantSource clock;
    private final Thread thread;
    private final Set<String> told = new HashSet<>();
    private volatile List<ConnectorProblem> problems = List.of();
    private volatile boolean closed;

    /** Looks at a worker; closes its view of it. */
    public ConnectorWatch(WatchedConnect connect, WatchSettings settings) {
        this(connect, settings, InstantSource.system());
    }

    ConnectorWatch(WatchedConnect connect, WatchSettings settings, InstantSource clock) {
        this.connect = connect;
        this.settings = settings;
        this.restarts = new Restarts(settings.restarts());
        this.group = new Findings(settings.patience());
        this.own = new Findings(settings.stuck());
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("connect-watch").daemon().unstarted(this::run);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** What the last look found. */
    public List<ConnectorProblem> problems() {
        return problems;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connect.close();
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            try {
                Thread.sleep(failures == 0 ? settings.look() : pause(failures));
                look();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (KafkaException e) {
                // What it can't see now, because Kafka is away or the worker stops, it sees later.
                LOG.debug("The connectors can't be looked at now", e);
            } catch (RuntimeException | Error e) {
                failures++;
                tell(e, failures);
            }
        }
    }

    /** Nobody else looks after the connectors, so it goes on whatever came, but not as often. */
    private Duration pause(int failures) {
        Duration look = settings.look();
        return new Backoff(look, look.compareTo(LONGEST) > 0 ? look : LONGEST).after(failures);
    }

    private void tell(Throwable failure, int failures) {
        if (closed || failures > 1) {
            LOG.debug("The connectors can't be looked at", failure);
        } else {
            LOG.warn(
                    "The connectors can't be looked at, so none is restarted; it is tried again: {}",
                    failure.toString(),
                    failure);
        }
    }

    /** One look. */
    void look() {
        Instant now = clock.instant();
        List<ConnectorProblem> found = new ArrayList<>();
        own.begin();
        for (WatchedConnect.SourceProgress task : connect.ownSources()) {
            own.of(task, connect::missingTopics, now).ifPresent(found::add);
            own.apart(task, connect::refusal, now).ifPresent(found::add);
        }
        own.end();
        if (connect.leads()) {
            lookAtAll(now, found);
        } else {
            restarts.keep(Set.of());
        }
        problems = List.copyOf(found);
        tell(found);
    }

    private void lookAtAll(Instant now, List<ConnectorProblem> found) {
        found.addAll(connect.declared());
        found.addAll(connect.dangers());
        List<ConnectorFacts> connectors = connect.connectors();
        restarts.keep(connectors.stream().map(ConnectorFacts::name).collect(Collectors.toSet()));
        Optional<Set<String>> workers = connectors.isEmpty() ? Optional.empty() : connect.workers();
        group.begin();
        for (ConnectorFacts connector : connectors) {
            boolean due = restarts.due(connector, now);
            Restarts.Attempts attempts = restarts.of(connector.name());
            found.addAll(group.of(connector, attempts, workers, connect::missingTopics, now));
            if (due) {
                LOG.info(
                        "Restarting what failed of the connector {} (attempt {})",
                        connector.name(),
                        attempts.restarts());
                connect.restartFailed(connector.name());
            }
        }
        group.end();
    }

    /** Once for each problem, without what changes with every look. */
    private void tell(List<ConnectorProblem> found) {
        Set<String> now = new HashSet<>();
        for (ConnectorProblem problem : found) {
            String key = problem.connector() + " " + problem.task() + " " + problem.remedy();
            now.add(key);
            if (told.add(key)) {
                LOG.warn("{}", problem);
            }
        }
        told.retainAll(now);
    }
}
