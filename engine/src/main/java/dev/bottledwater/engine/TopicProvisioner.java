// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * Creates topics and consumer groups where the cluster lets the app's own user create none, as on
 * shared plans. Thread-safe; may take a minute.
 */
public interface TopicProvisioner {

    /**
     * A topic that something can't do without.
     *
     * @param name its logical name, or the cluster's
     * @param partitions at least 1
     * @param compacts whether only the last record of each key is kept
     * @param deletes whether records are deleted by age
     * @param retentionMillis the age, -1 for ever; null for the cluster's default
     */
    record Topic(
            String name,
            int partitions,
            boolean compacts,
            boolean deletes,
            @Nullable Long retentionMillis) {}

    /** Whether topics and groups are to be ensured here at all before they are used. */
    boolean isNeeded();

    /**
     * Creates what is missing.
     *
     * @param topics by logical names, or by the cluster's
     * @param groups likewise
     * @return what is still missing, a sentence with its remedy each; empty when all is there
     */
    List<String> ensure(List<Topic> topics, List<String> groups);

    /**
     * The command of Heroku's CLI that creates a topic; names there have no prefix.
     *
     * @param topic by its logical name
     */
    default String createCommand(Topic topic) {
        var command =
                new StringBuilder("heroku kafka:topics:create ")
                        .append(topic.name())
                        .append(" --partitions ")
                        .append(topic.partitions());
        if (topic.compacts()) {
            command.append(" --compaction");
        }
        var millis = topic.retentionMillis();
        if (topic.deletes() && millis != null) {
            command.append(" --retention-time ").append(time(millis));
        }
        return command.toString();
    }

    /**
     * The command that deletes a topic, where the platform has one.
     *
     * @param topic its logical name
     */
    default Optional<String> deleteCommand(String topic) {
        return Optional.empty();
    }

    /** Heroku knows no endless retention: two weeks are the most that every dedicated plan has. */
    private static String time(long millis) {
        long hour = 3_600_000;
        if (millis < 0) {
            return "14d";
        }
        if (millis % (24 * hour) == 0) {
            return millis / (24 * hour) + "d";
        }
        return millis % hour == 0 ? millis / hour + "h" : Long.toString(millis);
    }

    /** For clusters where the app's user may create topics, and needs no groups. */
    static TopicProvisioner none() {
        return new TopicProvisioner() {
            @Override
            public boolean isNeeded() {
                return false;
            }

            @Override
            public List<String> ensure(List<Topic> topics, List<String> groups) {
                return List.of();
            }
        };
    }
}
