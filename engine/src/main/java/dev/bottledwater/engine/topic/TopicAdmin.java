// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import static java.util.Objects.requireNonNull;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.TopicProvisioner;
import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at topics, creates and deletes them; by logical names. Describes before it creates, and
 * never needs rights on the cluster: Create, Describe and Delete on topics are enough, and without
 * Create and Delete it says what to do by hand. Thread-safe.
 */
public final class TopicAdmin implements Topics, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);

    private final Admin admin;
    private final TopicNames names;
    private final GroupOffsetsReader groups;
    private final TopicProvisioner provisioner;

    /**
     * @param clientProperties bootstrap servers and security settings
     */
    public TopicAdmin(Map<String, String> clientProperties, String instance, TopicNames names) {
        this(clientProperties, instance, names, TopicProvisioner.none());
    }

    /**
     * @param clientProperties bootstrap servers and security settings
     * @param provisioner creates what the cluster denies
     */
    public TopicAdmin(
            Map<String, String> clientProperties,
            String instance,
            TopicNames names,
            TopicProvisioner provisioner) {
        this.provisioner = provisioner;
        var properties = new HashMap<String, Object>(clientProperties);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "topic-admin-" + instance);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "7000");
        this.admin = Admin.create(properties);
        this.names = names;
        this.groups = new GroupOffsetsReader(admin, names);
    }

    /** What the cluster allows of transactions. */
    public Transactions transactions() {
        return new Transactions(admin);
    }

    /** Offsets and members of consumer groups. */
    public GroupOffsetsReader groups() {
        return groups;
    }

    /**
     * The id of the Kafka cluster.
     *
     * @throws TopicException when Kafka can't be reached
     */
    public String clusterId() {
        return KafkaAnswers.await(
                admin.describeCluster(new DescribeClusterOptions().timeoutMs(6_000)).clusterId(),
                "tell the id of its cluster");
    }

    @Override
    public Optional<TopicShape> describe(String name) {
        var physical = names.physicalTopic(name);
        var future =
                requireNonNull(
                        admin.describeTopics(List.of(physical)).topicNameValues().get(physical));
        try {
            return Optional.of(
                    shape(KafkaAnswers.await(future, "describe topic '%s'".formatted(name))));
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** All topics that may be seen, by name; those of other prefixes are left out. */
    public List<TopicShape> list() {
        var physical = KafkaAnswers.await(admin.listTopics().names(), "list the topics");
        var own =
                physical.stream()
                        .filter(n -> names.physicalTopic(names.logicalTopic(n)).equals(n))
                        .toList();
        var described = admin.describeTopics(own).topicNameValues();
        return own.stream()
                .map(n -> existing(requireNonNull(described.get(n)), n))
                .flatMap(Optional::stream)
                .sorted(java.util.Comparator.comparing(TopicShape::name))
                .toList();
    }

    /** Topics may vanish, or not be ours to describe, between the two calls. */
    private Optional<TopicShape> existing(KafkaFuture<TopicDescription> future, String name) {
        try {
            return Optional.of(
                    shape(KafkaAnswers.await(future, "describe topic '%s'".formatted(name))));
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof TopicAuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private TopicShape shape(TopicDescription description) {
        return new TopicShape(
                names.logicalTopic(description.name()),
                description.partitions().stream().map(p -> p.replicas().size()).toList());
    }

    /**
     * Creates a topic and waits until the cluster describes it.
     *
     * @return false when it exists already: another instance was faster
     * @throws TopicException with the command that creates it by hand when the cluster's ACLs don't
     *     allow it
     */
    public boolean create(TopicSpec topic) {
        var physical = names.physicalTopic(topic.name());
        var configs = new HashMap<String, String>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanupPolicy().text());
        if (topic.retentionMillis() != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, topic.retentionMillis().toString());
        }
        var request =
                new NewTopic(
                                physical,
                                Optional.of(topic.partitions()),
                                Optional.ofNullable(topic.replicas()).map(Integer::shortValue))
                        .configs(configs);
        try {
            KafkaAnswers.await(
                    admin.createTopics(List.of(request)).all(),
                    "create topic '%s'".formatted(topic.name()));
        } catch (TopicException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            if (e.reason() != Reason.DENIED) {
                throw e;
            }
            createAsOwner(topic, e);
        }
        awaitDescribable(topic.name());
        return true;
    }

    private void createAsOwner(TopicSpec topic, TopicException denied) {
        if (!provisioner.isNeeded()) {
            throw new TopicException(
                    Reason.DENIED,
                    "Topic '%s' does not exist and this app may not create it. Create it: %s"
                            .formatted(topic.name(), createCommand(topic)),
                    denied);
        }
        var missing = provisioner.ensure(List.of(topic.wanted()), List.of());
        if (!missing.isEmpty()) {
            throw new TopicException(Reason.DENIED, String.join(" ", missing), denied);
        }
    }

    /** The command that somebody who manages the app creates a topic with. */
    public String createCommand(TopicSpec topic) {
        return provisioner.createCommand(topic.wanted());
    }

    /** What somebody who manages the app does to delete a topic, as a sentence. */
    public String deletion(String topic) {
        return provisioner
                .deleteCommand(topic)
                .map(command -> "Delete it: " + command)
                .orElse("Delete it with the tools of your Kafka.");
    }

    /** A broker may not know yet what the controller has just created. */
    private void awaitDescribable(String name) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (describe(name).isEmpty() && System.nanoTime() < end) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException(Reason.UNREACHABLE, "Interrupted.", e);
        }
    }

    /**
     * Deletes a topic; fine when there is none.
     *
     * @throws TopicException with reason DENIED when the cluster's ACLs don't allow it
     */
    public void delete(String name) {
        try {
            KafkaAnswers.await(
                    admin.deleteTopics(
                                    TopicCollection.ofTopicNames(
                                            List.of(names.physicalTopic(name))))
                            .all(),
                    "delete topic '%s'".formatted(name));
        } catch (TopicException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }

    /**
     * Where the next record of a topic's first partition will be.
     *
     * @throws TopicException when Kafka doesn't say
     */
    public long endOffset(String name) {
        var partition = new TopicPartition(names.physicalTopic(name), 0);
        return KafkaAnswers.await(
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition),
                        "tell the end of topic " + name)
                .offset();
    }

    /**
     * The time of a topic's newest record, in milliseconds.
     *
     * @return empty where there is none, or Kafka doesn't say: brokers before 3.0 can't
     */
    public Optional<Long> newest(TopicShape topic) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        var physical = names.physicalTopic(topic.name());
        for (int p = 0; p < topic.partitions(); p++) {
            asked.put(new TopicPartition(physical, p), OffsetSpec.maxTimestamp());
        }
        try {
            return KafkaAnswers.await(
                            admin.listOffsets(asked).all(),
                            "tell the newest record of topic '%s'".formatted(topic.name()))
                    .values()
                    .stream()
                    .map(ListOffsetsResultInfo::timestamp)
                    .filter(time -> time >= 0)
                    .max(Comparator.naturalOrder());
        } catch (TopicException e) {
            LOG.debug("{}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
