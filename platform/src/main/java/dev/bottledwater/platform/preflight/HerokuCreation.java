// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.heroku.ClusterInfo;
import dev.bottledwater.platform.heroku.DataApi;
import dev.bottledwater.platform.heroku.DataApiException;
import dev.bottledwater.platform.heroku.TopicOrder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Creates what the Kafka user may not create itself, through Heroku. After a failure that would
 * befall every other request too, no more are made.
 */
record HerokuCreation(DataApi api, Names names, HerokuCommands commands) {

    /** Creates topics by their physical names, and explains each that couldn't be. */
    List<Finding> topics(Map<String, TopicNeed> needs) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            ClusterInfo cluster = api.cluster();
            if (!cluster.prefix().equals(names.prefix())) {
                return all(needs.keySet(), prefixDiffers(cluster));
            }
            for (Map.Entry<String, TopicNeed> entry : needs.entrySet()) {
                if (!cluster.hasTopic(entry.getKey())) {
                    topic(entry.getKey(), entry.getValue(), cluster, findings);
                }
            }
            return findings;
        } catch (DataApiException failed) {
            return all(needs.keySet(), failed);
        }
    }

    private void topic(String topic, TopicNeed need, ClusterInfo cluster, List<Finding> findings)
            throws DataApiException, InterruptedException {
        try {
            api.createTopic(
                    new TopicOrder(
                            names.logicalTopic(topic),
                            need.partitions(),
                            need.cleanupPolicy().compacts(),
                            retention(need, cluster)));
        } catch (DataApiException failed) {
            if (!failed.refused()) {
                throw failed;
            }
            // Another instance was quicker, which Heroku tells in words that aren't documented.
            if (!api.cluster().hasTopic(topic)) {
                findings.add(
                        Finding.error(
                                topic,
                                failed.getMessage(),
                                failed.remedy() + " Or create it: " + commands.createTopic(need)));
            }
        }
    }

    /** As Heroku's command line does it: shared clusters delete by age whatever is compacted. */
    private @Nullable Duration retention(TopicNeed need, ClusterInfo cluster) {
        if (need.cleanupPolicy().deletes()) {
            return need.unlimited() ? commands.longestRetention() : need.retention();
        }
        return cluster.shared() ? cluster.usualRetention() : null;
    }

    /** Creates groups, and explains each that couldn't be. */
    List<Finding> groups(List<String> groups) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            for (String group : groups) {
                group(group, findings);
            }
            return findings;
        } catch (DataApiException failed) {
            return all(groups.stream().map(names::physicalGroup).toList(), failed);
        }
    }

    private void group(String group, List<Finding> findings)
            throws DataApiException, InterruptedException {
        try {
            if (!api.createGroup(names.logicalGroup(group))) {
                findings.add(
                        Finding.error(
                                names.physicalGroup(group),
                                "The Kafka user has no right to the consumer group "
                                        + names.physicalGroup(group)
                                        + ", though Heroku says that groups of this plan need no creation.",
                                "Check that HEROKU_API_KEY and the Kafka config vars are of the same app."));
            }
        } catch (DataApiException failed) {
            if (!failed.refused()) {
                throw failed;
            }
            findings.add(
                    Finding.error(
                            names.physicalGroup(group),
                            failed.getMessage(),
                            failed.remedy() + " Or create it: " + commands.createGroup(group)));
        }
    }

    private DataApiFailure prefixDiffers(ClusterInfo cluster) {
        return new DataApiFailure(
                "The add-on "
                        + cluster.addon()
                        + " has the prefix '"
                        + cluster.prefix()
                        + "', but the Kafka config vars have '"
                        + names.prefix()
                        + "'.",
                "Set BW_KAFKA_ADDON and BW_KAFKA to the same cluster.");
    }

    private record DataApiFailure(String message, String remedy) {}

    private static List<Finding> all(Collection<String> subjects, DataApiException failed) {
        return all(subjects, new DataApiFailure(failed.getMessage(), failed.remedy()));
    }

    private static List<Finding> all(Collection<String> subjects, DataApiFailure failed) {
        return subjects.stream()
                .map(subject -> Finding.error(subject, failed.message(), failed.remedy()))
                .toList();
    }
}
