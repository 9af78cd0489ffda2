// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.StatementEffect;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.CatalogListener;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.CommandHistory;
import dev.bottledwater.engine.processing.LogTopicSettings;
import dev.bottledwater.engine.processing.TopicLog;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.PropertyRules;
import dev.bottledwater.engine.statement.OpenEngine;
import dev.bottledwater.engine.topic.CatalogTopic;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicException.Reason;
import dev.bottledwater.sql.function.FunctionRegistry;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The SQL engine on Kafka. It comes up in the background and keeps trying for as long as it takes:
 * reaches Kafka, finds or creates the catalog's topic, replays the catalog log and starts the
 * persistent queries from their stored plans. From then on it follows the log, so that every
 * instance runs what any of them was told.
 */
public final class KafkaSqlEngine implements SqlEngine {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSqlEngine.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

    private final EngineConfig config;
    private final TopicNames names;
    private final ProcessingLog processingLog;
    private final @Nullable TopicLog topicLog;
    private final FunctionRegistry functions;
    private final PropertyRules propertyRules;
    private final CommandHistory history = new CommandHistory();
    private final Object lock = new Object();

    // Written under the lock.
    private volatile EngineState state = new EngineState.Starting("not started yet");
    private volatile String clusterId = "";
    private volatile @Nullable OpenEngine open;
    private volatile boolean caughtUp;
    private volatile boolean kafkaAnswers;
    private @Nullable Thread starter;

    public KafkaSqlEngine(
            EngineConfig config,
            TopicNames names,
            ProcessingLog processingLog,
            FunctionRegistry functions) {
        this.config = config;
        this.names = names;
        this.topicLog =
                LogTopicSettings.of(config.properties(), config.serviceId())
                        .map(s -> new TopicLog(s, config, names, processingLog))
                        .orElse(null);
        this.processingLog = topicLog == null ? processingLog : topicLog;
        this.functions = functions;
        this.propertyRules = new PropertyRules(config.properties());
    }

    /** Begins to come up and returns at once; {@link #state()} tells how far it is. */
    public void start() {
        synchronized (lock) {
            if (starter != null || state instanceof EngineState.Stopped) {
                throw new IllegalStateException("An engine starts once.");
            }
            starter = Thread.ofVirtual().name("engine-start").start(this::comeUp);
        }
    }

    private void comeUp() {
        var pause = FIRST_RETRY;
        while (!isStopped()) {
            try {
                if (tryToComeUp()) {
                    return;
                }
            } catch (KafkaException | TopicException e) {
                kafkaAnswers = e instanceof TopicException t && t.reason() != Reason.UNREACHABLE;
                LOG.warn("The engine can't start now: {}", e.getMessage());
                become(new EngineState.Degraded(e.getMessage() + " (trying again)"));
            } catch (RuntimeException e) {
                LOG.error("The engine can't start", e);
                become(new EngineState.Degraded("The SQL engine can't start: " + e.getMessage()));
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                return;
            }
            var next = pause.multipliedBy(2);
            pause = next.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : next;
        }
    }

    /** Leaves the rest to the catalog log, which reads on its own thread. */
    private boolean tryToComeUp() {
        if (!(state instanceof EngineState.Degraded)) {
            become(new EngineState.Starting("reaching Kafka"));
        }
        var topics =
                new TopicAdmin(
                        config.kafkaClientProperties(),
                        config.instance(),
                        names,
                        config.provisioner());
        var handedOver = false;
        try {
            clusterId = topics.clusterId();
            kafkaAnswers = true;
            become(new EngineState.Starting("looking for the catalog's topic"));
            new CatalogTopic(names.logicalTopic(config.catalogTopic())).ensure(topics);
            become(new EngineState.Starting("reading the catalog"));
            synchronized (lock) {
                if (isStopped()) {
                    return true;
                }
                open =
                        OpenEngine.open(
                                config,
                                names,
                                processingLog,
                                functions,
                                propertyRules,
                                topics,
                                new Follower());
                handedOver = true;
                open.start();
            }
            return true;
        } finally {
            if (!handedOver) {
                topics.close();
            }
        }
    }

    private boolean isStopped() {
        return state instanceof EngineState.Stopped;
    }

    /** Stopped is the last state. */
    private void become(EngineState next) {
        synchronized (lock) {
            if (!isStopped()) {
                state = next;
            }
        }
    }

    @Override
    public EngineState state() {
        return state;
    }

    @Override
    public EngineHealth health() {
        return EngineHealth.of(state, caughtUp, kafkaAnswers);
    }

    @Override
    public String serviceId() {
        return config.serviceId();
    }

    /** Empty until Kafka was reached for the first time. */
    @Override
    public String kafkaClusterId() {
        return clusterId;
    }

    @Override
    public List<StatementResult> execute(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        return ready().execute(sql, properties, variables);
    }

    @Override
    public StatementEffect effect(String sql, Map<String, String> variables) {
        return ready().effect(sql, variables);
    }

    @Override
    public RowStream query(String sql, Map<String, ?> properties, Map<String, String> variables) {
        return ready().query(sql, properties, variables);
    }

    @Override
    public Optional<RowStream> rowsAtHand(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        var parts = open;
        return parts != null && caughtUp && !isStopped()
                ? parts.rowsAtHand(sql, properties, variables)
                : Optional.empty();
    }

    @Override
    public boolean awaitCommand(long sequenceNumber, Duration timeout) throws InterruptedException {
        return ready().awaitCommand(sequenceNumber, timeout);
    }

    @Override
    public boolean hasExecuted(long sequenceNumber) {
        var parts = open;
        return parts != null && caughtUp && !isStopped() && parts.hasExecuted(sequenceNumber);
    }

    @Override
    public RowInserts inserts(String target) {
        return ready().inserts(target);
    }

    @Override
    public StatementResult terminate(List<String> topics) {
        return ready().terminate(topics);
    }

    @Override
    public boolean closeQuery(String queryId) {
        return ready().closeQuery(queryId);
    }

    @Override
    public Optional<CommandStatus> commandStatus(String commandId) {
        var known = history.status(commandId);
        if (known.isPresent()) {
            return known;
        }
        catchUp();
        return history.status(commandId);
    }

    @Override
    public SequencedMap<String, CommandStatus> commandStatuses() {
        catchUp();
        return history.statuses();
    }

    private void catchUp() {
        var parts = open;
        if (parts != null && caughtUp) {
            parts.catchUp();
        }
    }

    @Override
    public Optional<SequencedMap<String, HostStatus>> hosts() {
        return ready().hosts();
    }

    @Override
    public List<QueryMetrics> metrics() {
        var parts = open;
        return parts == null ? List.of() : parts.metrics();
    }

    @Override
    public int pushQueryCount() {
        var parts = open;
        return parts == null ? 0 : parts.pushQueryCount();
    }

    @Override
    public boolean isOverridable(String property) {
        return propertyRules.isOverridable(property);
    }

    private OpenEngine ready() {
        var parts = open;
        if (parts != null && caughtUp && !isStopped()) {
            return parts;
        }
        throw EngineUnavailableException.in(state);
    }

    @Override
    public void close() {
        @Nullable OpenEngine parts;
        @Nullable Thread start;
        synchronized (lock) {
            if (isStopped()) {
                return;
            }
            state = new EngineState.Stopped();
            parts = open;
            start = starter;
        }
        if (start != null) {
            start.interrupt();
        }
        if (parts != null) {
            parts.close();
        }
        if (topicLog != null) {
            topicLog.close();
        }
    }

    /** Follows the catalog on the log's thread. */
    private final class Follower implements CatalogListener {

        @Override
        public void startedFrom(List<CatalogEntry.Command> commands) {
            history.startFrom(commands);
        }

        @Override
        public void replayed(CatalogEntry entry) {
            history.applied(entry);
        }

        @Override
        public void caughtUp(CatalogState catalog) {
            become(
                    new EngineState.Starting(
                            "starting %d queries".formatted(catalog.queries().size())));
            parts().startQueries(catalog);
            caughtUp = true;
            become(new EngineState.Running());
            if (topicLog != null) {
                parts().prepare(topicLog);
            }
            LOG.info(
                    "The SQL engine runs: {} sources and {} queries at version {} of the catalog",
                    catalog.catalog().sources().size(),
                    catalog.queries().size(),
                    catalog.version());
        }

        @Override
        public void changed(CatalogState before, CatalogState after, CatalogEntry entry) {
            history.applied(entry);
            parts().follow(before, after);
        }

        @Override
        public void healed(CatalogState before, CatalogState after) {
            parts().follow(before, after);
        }

        @Override
        public void unreadable(String reason) {
            kafkaAnswers = false;
            become(new EngineState.Degraded(reason));
        }

        @Override
        public void halted(String reason) {
            kafkaAnswers = true;
            become(new EngineState.Degraded(reason));
        }

        @Override
        public void readable() {
            kafkaAnswers = true;
            if (caughtUp) {
                become(new EngineState.Running());
            }
        }

        private OpenEngine parts() {
            synchronized (lock) {
                var parts = open;
                if (parts == null) {
                    throw new IllegalStateException("the log was started before it was opened");
                }
                return parts;
            }
        }
    }
}
