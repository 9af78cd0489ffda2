// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The topics and groups that the server itself has, before any connector or statement. */
public final class ServeNeeds {
    /** Connect's 25 serve hundreds of connectors; small Kafka plans count every partition. */
    private static final int OFFSET_PARTITIONS = 5;

    private static final int STATUS_PARTITIONS = 5;

    /** The shortest that Heroku has; nobody reads what is older than a few seconds. */
    private static final Duration PEERS_RETENTION = Duration.ofDays(1);

    private ServeNeeds() {}

    /**
     * Returns all topics: Connect's, the SQL catalog's, and that of the instances' talk where a
     * secret is set, without which there is none.
     */
    public static List<TopicNeed> topics(Settings settings) {
        List<TopicNeed> needs = new ArrayList<>();
        needs.add(catalog(settings.names()));
        needs.addAll(connect(settings.names()));
        if (!settings.secrets().isEmpty()) {
            needs.add(peers(settings.names()));
        }
        return List.copyOf(needs);
    }

    /** Returns the group of the Connect workers, the only one that the server itself has. */
    public static List<String> groups(Settings settings) {
        return List.of(settings.names().connectGroup());
    }

    /** Returns the topics in which Connect keeps its state. */
    public static List<TopicNeed> connect(Names names) {
        return List.of(
                TopicNeed.compacted(names.connectConfigTopic(), 1),
                TopicNeed.compacted(names.connectOffsetTopic(), OFFSET_PARTITIONS)
                        .withAnyPartitions(),
                TopicNeed.compacted(names.connectStatusTopic(), STATUS_PARTITIONS)
                        .withAnyPartitions());
    }

    /** Returns the topic of the SQL catalog's log: its history is needed, and in one order. */
    public static TopicNeed catalog(Names names) {
        return new TopicNeed(names.catalogTopic(), 1, CleanupPolicy.DELETE, TopicNeed.UNLIMITED);
    }

    /** Returns the topic on which instances talk to each other. */
    public static TopicNeed peers(Names names) {
        return new TopicNeed(names.peersTopic(), 1, CleanupPolicy.DELETE, PEERS_RETENTION)
                .withAnyPartitions();
    }
}
