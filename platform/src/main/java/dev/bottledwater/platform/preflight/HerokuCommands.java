// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;

import java.time.Duration;

/** The exact command lines of Heroku's Kafka plugin, which takes names without the prefix. */
record HerokuCommands(KafkaSettings kafka, Names names) {
    /** The longest retention that every dedicated plan has; there is no unlimited one. */
    private static final Duration LONGEST = Duration.ofDays(14);

    /** Shared plans have less; how much less isn't published. */
    private static final Duration LONGEST_SHARED = Duration.ofDays(7);

    Duration longestRetention() {
        return names.prefix().isEmpty() ? LONGEST : LONGEST_SHARED;
    }

    String createTopic(TopicNeed need) {
        StringBuilder command =
                new StringBuilder("heroku kafka:topics:create ")
                        .append(topic(need.name()))
                        .append(" --partitions ")
                        .append(need.partitions());
        if (need.cleanupPolicy().compacts()) {
            command.append(" --compaction");
        }
        if (need.cleanupPolicy().deletes()) {
            command.append(" --retention-time ")
                    .append(time(need.unlimited() ? longestRetention() : need.retention()));
        }
        return command.append(app()).toString();
    }

    String destroyTopic(TopicNeed need) {
        return "heroku kafka:topics:destroy " + topic(need.name()) + app();
    }

    String enableCompaction(TopicNeed need) {
        return "heroku kafka:topics:compaction "
                + names.logicalTopic(need.name())
                + " enable"
                + cluster()
                + app();
    }

    String disableCompaction(TopicNeed need) {
        return "heroku kafka:topics:compaction "
                + names.logicalTopic(need.name())
                + " disable"
                + cluster()
                + app();
    }

    String createGroup(String group) {
        return "heroku kafka:consumer-groups:create "
                + names.logicalGroup(group)
                + cluster()
                + app();
    }

    private String topic(String name) {
        return names.logicalTopic(name) + cluster();
    }

    /** The plugin asks which cluster is meant where an app has several. */
    private String cluster() {
        return kafka.attachment().equals("KAFKA") ? "" : " " + kafka.attachment();
    }

    /** Outside of a clone of the app, Heroku's command line asks for its name. */
    private String app() {
        return kafka.app().isEmpty() ? "" : " -a " + kafka.app();
    }

    private static String time(Duration duration) {
        long millis = duration.toMillis();
        long hour = Duration.ofHours(1).toMillis();
        if (millis % (24 * hour) == 0) {
            return millis / (24 * hour) + "d";
        }
        return millis % hour == 0 ? millis / hour + "h" : Long.toString(millis);
    }
}
