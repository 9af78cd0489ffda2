// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.HerokuSettings;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.heroku.DataApi;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees to it that topics and groups are there. It looks before it creates, because a broker answers
 * a denied creation in the same way whether or not the topic exists, and asks for nothing on the
 * cluster itself. What the Kafka user may not create is created through Heroku where there is a key
 * for that, and else told with the commands that create it.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class Provisioner implements AutoCloseable {
    /** Heroku takes orders at once and carries them out some seconds later. */
    private static final Duration HEROKU_WAIT = Duration.ofSeconds(60);

    private final KafkaSettings kafka;
    private final Names names;
    private final Duration timeout;
    private final HerokuCommands commands;
    private final Admin admin;
    private final GroupRights rights;
    private final @Nullable DataApi heroku;

    /**
     * Opens an admin client; its connections are made when they are needed. Nothing is created
     * through Heroku.
     *
     * @param timeout for each answer of the brokers
     */
    public Provisioner(KafkaSettings kafka, Names names, Duration timeout) {
        this(kafka, names, timeout, null);
    }

    private Provisioner(
            KafkaSettings kafka, Names names, Duration timeout, @Nullable DataApi heroku) {
        this.kafka = kafka;
        this.names = names;
        this.timeout = timeout;
        this.commands = new HerokuCommands(kafka, names);
        this.admin = AdminClients.open(kafka, timeout);
        this.rights = new GroupRights(admin, names);
        this.heroku = heroku;
    }

    /**
     * Opens an admin client, and Heroku's data API where there is a key.
     *
     * @param timeout for each answer of the brokers
     */
    public static Provisioner of(Settings settings, Duration timeout) {
        return of(settings.kafka(), settings.names(), settings.heroku().orElse(null), timeout);
    }

    /**
     * Opens an admin client, and Heroku's data API where there is a key.
     *
     * @param heroku null where it isn't to be used
     * @param timeout for each answer of the brokers
     */
    public static Provisioner of(
            KafkaSettings kafka, Names names, @Nullable HerokuSettings heroku, Duration timeout) {
        return new Provisioner(
                kafka,
                names,
                timeout,
                heroku == null ? null : new DataApi(heroku, kafka.attachment()));
    }

    /**
     * Looks for topics and groups, and changes nothing.
     *
     * @param groups names with or without the prefix
     * @return what isn't there; empty also where Kafka doesn't answer, which {@link Preflight}
     *     tells
     */
    public Missing missing(List<TopicNeed> topics, List<String> groups) {
        Map<String, TopicNeed> needs = byName(topics);
        try {
            TopicCensus census = TopicCensus.take(admin, needs.keySet());
            needs.keySet()
                    .removeIf(
                            topic ->
                                    !census.missing().contains(topic)
                                            && !census.denied().contains(topic));
            return new Missing(List.copyOf(needs.values()), rights.denied(groups));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Missing(List.of(), List.of());
        }
    }

    /**
     * Looks for topics, and changes nothing.
     *
     * @return a sentence with the command that creates it for each that isn't there
     */
    public List<String> missingTopics(List<TopicNeed> topics) {
        return missing(topics, List.of()).topics().stream()
                .map(
                        need ->
                                "Create the topic %s: %s"
                                        .formatted(
                                                names.physicalTopic(need.name()),
                                                commands.createTopic(need)))
                .toList();
    }

    /**
     * Says whether the Kafka user may create topics, by asking for one without creating it; true
     * also where Kafka doesn't answer.
     */
    public boolean mayCreateTopics() {
        NewTopic probe =
                new NewTopic(
                        names.physicalTopic(Preflight.PROBED_TOPIC),
                        Optional.of(1),
                        Optional.empty());
        try {
            return Answers.failure(
                            admin.createTopics(
                                            List.of(probe),
                                            new CreateTopicsOptions().validateOnly(true))
                                    .all())
                    .filter(AuthorizationException.class::isInstance)
                    .isEmpty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Returns the command that creates a topic, for somebody who manages the app. */
    public static String createCommand(KafkaSettings kafka, Names names, TopicNeed need) {
        return new HerokuCommands(kafka, names).createTopic(need);
    }

    /** Returns the commands that create all of it, for somebody who manages the app. */
    public List<String> commands(Missing missing) {
        return Stream.concat(
                        missing.topics().stream().map(commands::createTopic),
                        missing.groups().stream().map(commands::createGroup))
                .toList();
    }

    /**
     * Creates those of the topics that are missing, trying once, and checks those that are there.
     *
     * @return what stands in the way; empty where every topic is there and fits
     */
    public List<Finding> ensureTopics(List<TopicNeed> needs) {
        return topics(needs, true);
    }

    /**
     * Checks the topics and creates nothing.
     *
     * @return what {@link #ensureTopics} would have to mend, each with the command that mends it
     */
    public List<Finding> checkTopics(List<TopicNeed> needs) {
        return topics(needs, false);
    }

    /**
     * Creates those of the groups that are denied, where there is a key for Heroku.
     *
     * @param groups names with or without the prefix
     * @return what stands in the way; empty where every group can be used
     */
    public List<Finding> ensureGroups(List<String> groups) {
        try {
            List<String> denied = heroku == null ? List.of() : rights.denied(groups);
            if (heroku == null || denied.isEmpty()) {
                return checkGroups(groups);
            }
            List<Finding> findings =
                    new ArrayList<>(new HerokuCreation(heroku, names, commands).groups(denied));
            if (findings.isEmpty()) {
                rights.await(denied, HEROKU_WAIT);
                return checkGroups(groups);
            }
            return List.copyOf(findings);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of(Preflight.interrupted(kafka));
        }
    }

    /**
     * Checks that the Kafka user may use consumer groups. On shared plans a group must be created
     * beforehand.
     *
     * @param groups names with or without the prefix
     * @return a finding for each group that is denied
     */
    public List<Finding> checkGroups(List<String> groups) {
        List<Finding> findings = new ArrayList<>();
        try {
            rights.failures(groups)
                    .forEach((group, failure) -> findings.add(groupFailure(group, failure)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Preflight.interrupted(kafka));
        }
        return List.copyOf(findings);
    }

    private Finding groupFailure(String group, Throwable failure) {
        String physical = names.physicalGroup(group);
        return failure instanceof GroupAuthorizationException
                ? Finding.error(
                        physical,
                        "The Kafka user has no right to the consumer group " + physical + ".",
                        "Create it: " + commands.createGroup(group))
                : KafkaFailure.explain(failure, kafka, timeout);
    }

    private Map<String, TopicNeed> byName(List<TopicNeed> needs) {
        Map<String, TopicNeed> byName = new LinkedHashMap<>();
        needs.forEach(need -> byName.put(names.physicalTopic(need.name()), need));
        return byName;
    }

    private List<Finding> topics(List<TopicNeed> needs, boolean create) {
        try {
            return inspect(byName(needs), create);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of(Preflight.interrupted(kafka));
        }
    }

    private List<Finding> inspect(Map<String, TopicNeed> needs, boolean create)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Map<String, TopicNeed> wanted = new LinkedHashMap<>(needs);
        TopicCensus census = TopicCensus.take(admin, wanted.keySet());
        if (create) {
            Set<String> created = new LinkedHashSet<>(create(wanted, census, findings));
            findings.forEach(refused -> wanted.remove(refused.subject()));
            if (!created.isEmpty()) {
                Duration wait = heroku == null ? timeout : HEROKU_WAIT;
                census = TopicCensus.takeWhenKnown(admin, wanted.keySet(), created, wait);
            }
        }
        for (Map.Entry<String, TopicNeed> entry : wanted.entrySet()) {
            String topic = entry.getKey();
            TopicNeed need = entry.getValue();
            Integer partitions = census.partitions().get(topic);
            if (partitions != null) {
                partitions(topic, partitions, need).ifPresent(findings::add);
                continue;
            }
            switch (census.failures().get(topic)) {
                case UnknownTopicOrPartitionException absent -> findings.add(absent(topic, need));
                case TopicAuthorizationException denied -> findings.add(denied(topic, need));
                case InvalidTopicException invalid -> findings.add(invalid(topic));
                case null, default -> {
                    // The connection as a whole is at fault, and would be for every other topic.
                    return List.of(failure(topic, census));
                }
            }
        }
        wanted.keySet().retainAll(census.partitions().keySet());
        findings.addAll(new TopicPolicies(admin, commands).check(wanted));
        return List.copyOf(findings);
    }

    /**
     * Creates what is missing, as the Kafka user and then through Heroku.
     *
     * @param findings takes what couldn't be created
     * @return what was created, or is being created
     */
    private Set<String> create(
            Map<String, TopicNeed> needs, TopicCensus census, List<Finding> findings)
            throws InterruptedException {
        Map<String, TopicNeed> missing = only(needs, census.missing());
        Set<String> created = new LinkedHashSet<>(missing.keySet());
        List<TopicCreation.Refused> refused =
                missing.isEmpty() ? List.of() : new TopicCreation(admin, commands).create(missing);
        Set<String> denied = new LinkedHashSet<>();
        for (TopicCreation.Refused one : refused) {
            if (one.denied() && heroku != null) {
                denied.add(one.topic());
            } else {
                findings.add(one.finding());
            }
        }
        if (heroku != null) {
            denied.addAll(census.denied());
            created.addAll(denied);
            if (!denied.isEmpty()) {
                findings.addAll(
                        new HerokuCreation(heroku, names, commands).topics(only(needs, denied)));
            }
        }
        findings.forEach(one -> created.remove(one.subject()));
        return created;
    }

    private static Map<String, TopicNeed> only(Map<String, TopicNeed> needs, Set<String> topics) {
        Map<String, TopicNeed> some = new LinkedHashMap<>(needs);
        some.keySet().retainAll(topics);
        return some;
    }

    private Finding failure(String topic, TopicCensus census) {
        Throwable failure =
                Objects.requireNonNull(
                        census.failures().get(topic), "each topic is described or not");
        return KafkaFailure.explain(failure, kafka, timeout);
    }

    private Finding denied(String topic, TopicNeed need) {
        return Finding.error(
                topic,
                "The Kafka user has no right to the topic " + topic + ".",
                "Create it: " + commands.createTopic(need));
    }

    private static Finding invalid(String topic) {
        return Finding.error(
                topic,
                "'" + topic + "' can't be a topic's name.",
                "Use at most 249 letters, digits, dots, underscores and hyphens.");
    }

    private Optional<Finding> partitions(String topic, int partitions, TopicNeed need) {
        if (!need.exactPartitions() || partitions == need.partitions()) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.error(
                        topic,
                        "The topic "
                                + topic
                                + " has "
                                + count(partitions)
                                + " but must have "
                                + need.partitions()
                                + ".",
                        "A topic keeps its number of partitions, so if nothing in it is needed create it anew: "
                                + commands.destroyTopic(need)
                                + " && "
                                + commands.createTopic(need)));
    }

    private static String count(int partitions) {
        return partitions == 1 ? "1 partition" : partitions + " partitions";
    }

    private Finding absent(String topic, TopicNeed need) {
        return Finding.error(
                topic,
                "The topic " + topic + " doesn't exist.",
                "Create it: " + commands.createTopic(need));
    }

    /** Drops the connections without waiting. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        if (heroku != null) {
            heroku.close();
        }
    }
}
