// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * What the owner of a cluster changes with Heroku's own tools. Each method returns once the broker
 * acts by the change, not merely once its controller has it ({@link MetadataLag}): what comes next
 * would else meet the old state on a slow machine. They throw IllegalStateException with Kafka's
 * own exception as the cause if a change is refused.
 */
record OwnersChanges(Map<String, Object> adminProperties) {

    /** A change and the wait for it. */
    @FunctionalInterface
    private interface Change {
        void make(Admin admin) throws ExecutionException, InterruptedException;
    }

    private void make(String what, Change change) {
        try (Admin admin = Admin.create(adminProperties)) {
            change.make(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + what + " was changed.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The broker refused a change of " + what + ".", e.getCause());
        }
    }

    /** A topic that is made right after one of its name was deleted is told apart by its id. */
    void createTopics(List<NewTopic> topics) {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        make(
                "the topics " + names,
                admin -> {
                    var created = admin.createTopics(topics);
                    created.all().get();
                    Map<String, Uuid> ids = new HashMap<>();
                    for (String name : names) {
                        ids.put(name, created.topicId(name).get());
                    }
                    MetadataLag.await(
                            "the new topics " + names,
                            () -> ids(admin).entrySet().containsAll(ids.entrySet()));
                });
    }

    private static Map<String, Uuid> ids(Admin admin)
            throws ExecutionException, InterruptedException {
        return admin.listTopics().listings().get().stream()
                .collect(Collectors.toMap(TopicListing::name, TopicListing::topicId));
    }

    /** Nobody can write to the partitions either once they are gone from the broker's disk. */
    void deleteTopics(Set<String> names) {
        make(
                "the topics " + names,
                admin -> {
                    admin.deleteTopics(names).all().get();
                    MetadataLag.await(
                            "the deletion of " + names,
                            () ->
                                    ids(admin).keySet().stream().noneMatch(names::contains)
                                            && stored(admin).stream().noneMatch(names::contains));
                });
    }

    private static Set<String> stored(Admin admin) throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().keySet().stream())
                .map(partition -> partition.topic())
                .collect(Collectors.toSet());
    }

    void addPartitions(String topic, int total) {
        make(
                "the partitions of " + topic,
                admin -> {
                    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                            .all()
                            .get();
                    MetadataLag.await(
                            "the partitions that " + topic + " got",
                            () -> partitions(admin, topic) == total);
                });
    }

    private static int partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        return description == null ? 0 : description.partitions().size();
    }

    void configure(Collection<String> topics, Map<String, String> settings) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Collection<AlterConfigOp> operations =
                settings.entrySet().stream()
                        .map(
                                entry ->
                                        new AlterConfigOp(
                                                new ConfigEntry(entry.getKey(), entry.getValue()),
                                                AlterConfigOp.OpType.SET))
                        .toList();
        make(
                "the settings of " + topics,
                admin -> {
                    admin.incrementalAlterConfigs(
                                    resources.stream()
                                            .collect(Collectors.toMap(r -> r, _ -> operations)))
                            .all()
                            .get();
                    MetadataLag.await(
                            settings + " of " + topics,
                            () ->
                                    admin.describeConfigs(resources).all().get().values().stream()
                                            .allMatch(config -> has(config, settings)));
                });
    }

    private static boolean has(Config config, Map<String, String> settings) {
        for (var setting : settings.entrySet()) {
            ConfigEntry entry = config.get(setting.getKey());
            if (entry == null || !setting.getValue().equals(entry.value())) {
                return false;
            }
        }
        return true;
    }

    void grant(Collection<AclBinding> acls) {
        make(
                "the ACLs " + acls,
                admin -> {
                    admin.createAcls(acls).all().get();
                    MetadataLag.await("the ACLs " + acls, () -> bindings(admin).containsAll(acls));
                });
    }

    void revoke(AclBindingFilter acls) {
        make(
                "the ACLs " + acls,
                admin -> {
                    admin.deleteAcls(List.of(acls)).all().get();
                    MetadataLag.await(
                            "the removal of the ACLs " + acls,
                            () -> bindings(admin).stream().noneMatch(acls::matches));
                });
    }

    private static Collection<AclBinding> bindings(Admin admin)
            throws ExecutionException, InterruptedException {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }
}
