// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.declared.DeclaredConnectors;
import dev.bottledwater.connect.needs.ConnectorNeeds;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.watch.ConnectorFacts;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.connect.watch.SourceTasks;
import dev.bottledwater.connect.watch.WatchedConnect;
import dev.bottledwater.platform.preflight.CleanupPolicy;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.TopicNeed;
import dev.bottledwater.platform.preflight.TopicPatterns;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A worker's herder as the watch sees it. Used by one thread. */
final class HerderView implements WatchedConnect {
    private static final Logger LOG = LoggerFactory.getLogger(HerderView.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Between two attempts to have what files declare, and two looks for missing topics. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** What the herder's member of the group is called where nobody says otherwise. */
    private static final String MEMBER = "connect-";

    private final SupervisedHerder herder;
    private final String workerId;
    private final WorkerSettings settings;
    private final @Nullable DeclaredConnectors declared;
    private List<ConnectorProblem> undeclared = List.of();
    private Instant nextTry = Instant.EPOCH;
    private final Map<String, Answer> missing = new HashMap<>();
    private final Map<String, Answer> refusals = new HashMap<>();
    private @Nullable Admin admin;

    HerderView(SupervisedHerder herder, String workerId, WorkerSettings settings) {
        this.herder = herder;
        this.workerId = workerId;
        this.settings = settings;
        this.declared =
                settings.declared() == null ? null : new DeclaredConnectors(settings.declared());
    }

    @Override
    public boolean leads() {
        return herder.leads();
    }

    @Override
    public List<ConnectorFacts> connectors() {
        List<ConnectorFacts> all = new ArrayList<>();
        for (String name : herder.connectors()) {
            try {
                all.add(facts(name, herder.connectorStatus(name)));
            } catch (NotFoundException unknown) {
                LOG.debug("Nothing is known of the connector {} yet", name);
            }
        }
        return all;
    }

    private static ConnectorFacts facts(String name, ConnectorStateInfo status) {
        return new ConnectorFacts(
                name,
                status.type() != ConnectorType.SINK,
                part(ConnectorProblem.NO_TASK, status.connector()),
                status.tasks().stream().map(task -> part(task.id(), task)).toList());
    }

    private static ConnectorFacts.Part part(int task, ConnectorStateInfo.AbstractState state) {
        return new ConnectorFacts.Part(task, state.state(), state.workerId(), text(state.trace()));
    }

    private static String text(@Nullable String trace) {
        return trace == null ? "" : trace;
    }

    @Override
    public Optional<Set<String>> workers() {
        String group = settings.names().connectGroup();
        try {
            Set<String> workers =
                    admin()
                            .describeClassicGroups(
                                    List.of(group),
                                    new DescribeClassicGroupsOptions()
                                            .timeoutMs((int) TIMEOUT.toMillis()))
                            .all()
                            .get()
                            .values()
                            .stream()
                            .flatMap(found -> found.members().stream())
                            .map(MemberDescription::clientId)
                            .filter(client -> client.startsWith(MEMBER))
                            .map(client -> client.substring(MEMBER.length()))
                            .collect(Collectors.toSet());
            // Where clients have names of the user's, members can't be told by them.
            return workers.contains(workerId) ? Optional.of(workers) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.debug("The members of {} aren't known", group, e);
            return Optional.empty();
        }
    }

    private Admin admin() {
        Admin open = admin;
        if (open == null) {
            Map<String, Object> properties = new TreeMap<>(settings.kafka().clientProperties());
            properties.put("client.id", "connect-watch");
            open = Admin.create(properties);
            admin = open;
        }
        return open;
    }

    @Override
    public List<SourceProgress> ownSources() {
        return SourceTasks.of(herder.connectMetrics().metrics().metrics().values(), this::apart);
    }

    private boolean apart(String connector) {
        try {
            Map<String, String> config = herder.stored().named(connector);
            return config != null
                    && PostgresDriver.isFor(config)
                    && !SourceTasks.connectedToPostgres(config.getOrDefault("topic.prefix", ""));
        } catch (KafkaException e) {
            LOG.debug("The settings of the connector {} name what isn't there now", connector, e);
            return false;
        }
    }

    /** An answer is kept for a while, as those about topics are. */
    @Override
    public String refusal(String connector) {
        Instant now = Instant.now();
        refusals.values().removeIf(answer -> answer.at().plus(AGAIN).isBefore(now));
        return refusals.computeIfAbsent(
                        connector, name -> new Answer(now, List.of(herder.databaseRefusal(name))))
                .sentences()
                .getFirst();
    }

    /** An answer is kept for a while: each takes a connection of its own. */
    @Override
    public List<String> missingTopics(String connector) {
        Instant now = Instant.now();
        missing.values().removeIf(answer -> answer.at().plus(AGAIN).isBefore(now));
        return missing.computeIfAbsent(connector, name -> new Answer(now, askForMissing(name)))
                .sentences();
    }

    private record Answer(Instant at, List<String> sentences) {}

    private List<String> askForMissing(String connector) {
        Map<String, String> config = herder.stored().settings(connector);
        if (config == null) {
            return List.of();
        }
        ConnectorNeeds needs = ConnectorNeeds.of(connector, config, settings.recordRetention());
        List<TopicNeed> topics =
                Stream.concat(needs.topics().stream(), needs.reads().stream().map(this::read))
                        .toList();
        String regex = config.get("topics.regex");
        if (regex != null && TopicPatterns.noneMatches(settings.kafka(), regex, TIMEOUT)) {
            return List.of(
                    "No topic matches topics.regex, which asks for all of a name: correct it, or create the topics.");
        }
        if (topics.isEmpty()) {
            return List.of();
        }
        try (Provisioner provisioner =
                Provisioner.of(settings.kafka(), settings.names(), null, TIMEOUT)) {
            return provisioner.missingTopics(topics);
        }
    }

    private TopicNeed read(String topic) {
        return new TopicNeed(topic, 1, CleanupPolicy.DELETE, settings.recordRetention())
                .withAnyPartitions();
    }

    @Override
    public List<ConnectorProblem> declared() {
        Instant now = Instant.now();
        if (declared != null && !declared.isDone() && !now.isBefore(nextTry)) {
            undeclared =
                    declared.reconcile(new HerderTarget(herder)).stream()
                            .map(
                                    problem ->
                                            new ConnectorProblem(
                                                    problem.connector(),
                                                    ConnectorProblem.NO_TASK,
                                                    problem.problem(),
                                                    "",
                                                    0,
                                                    null))
                            .toList();
            nextTry = Instant.now().plus(AGAIN);
        }
        return undeclared;
    }

    @Override
    public List<ConnectorProblem> dangers() {
        List<ConnectorProblem> dangers = new ArrayList<>();
        herder.refreshTrouble()
                .ifPresent(
                        trouble ->
                                dangers.add(
                                        new ConnectorProblem(
                                                "",
                                                ConnectorProblem.NO_TASK,
                                                trouble,
                                                "Check that Kafka answers and that the topics are as they should be: bottled-water doctor.",
                                                0,
                                                null)));
        for (ConnectorSlot slot : herder.slots()) {
            if (slot.lag().limitBytes() < 0) {
                dangers.add(unlimited(slot));
            }
        }
        return dangers;
    }

    private static ConnectorProblem unlimited(ConnectorSlot slot) {
        return ConnectorProblem.warning(
                slot.connector(),
                "The Postgres at %s keeps its log for the replication slot %s without a limit: while the connector is away, its disk fills up."
                        .formatted(slot.database().host(), slot.lag().slot()),
                "Set one (ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; SELECT pg_reload_conf();), and drop the slot with the connector: bottled-water connect delete --drop-slot %s"
                        .formatted(slot.connector()));
    }

    @Override
    public void restartFailed(String connector) {
        herder.restartConnectorAndTasks(
                new RestartRequest(connector, true, true),
                (error, _) -> {
                    if (error != null) {
                        LOG.warn(
                                "The connector {} couldn't be restarted: {}",
                                connector,
                                error.getMessage());
                    }
                });
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
