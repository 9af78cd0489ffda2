// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

/**
 * The names of topics and groups. Users and plans speak of logical names; brokers know physical
 * ones, which start with the prefix of a shared cluster. The prefix is put on once, however often a
 * name passes here.
 *
 * <p>The names of this program's own topics and groups are given as physical ones. Passing them on
 * to {@link #physicalTopic} is harmless.
 *
 * @param prefix what every physical name starts with ({@code KAFKA_PREFIX}, its dot included); may
 *     be empty
 * @param cluster what keeps two apps on one Kafka apart ({@code BW_CLUSTER})
 */
public record Names(String prefix, String cluster) {

    /** Returns the topic's name as brokers know it. */
    public String physicalTopic(String topic) {
        return withPrefix(topic);
    }

    /** Returns the topic's name as users know it. */
    public String logicalTopic(String topic) {
        return topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
    }

    /** Returns the consumer group's name as brokers know it. */
    public String physicalGroup(String group) {
        return withPrefix(group);
    }

    /** Returns the consumer group's name as users know it. */
    public String logicalGroup(String group) {
        return logicalTopic(group);
    }

    /**
     * Returns KSQL's service id ({@code ksql.service.id}), which its internal names contain: {@code
     * _confluent-ksql-<service id>query_…}. It ends in an underscore as KSQL's own default does.
     */
    public String serviceId() {
        return cluster + "_";
    }

    /** Returns the group of the Connect workers. */
    public String connectGroup() {
        return withPrefix("bottled-water-" + cluster + "-connect");
    }

    /** Returns the topic of connector configs; it must have one partition. */
    public String connectConfigTopic() {
        return own("connect-configs");
    }

    /** Returns the topic of source offsets. */
    public String connectOffsetTopic() {
        return own("connect-offsets");
    }

    /** Returns the topic of connector and task statuses. */
    public String connectStatusTopic() {
        return own("connect-status");
    }

    /** Returns the topic of the SQL catalog's log; it must have one partition. */
    public String catalogTopic() {
        return own("catalog");
    }

    /** Returns the topic on which instances talk to each other. */
    public String peersTopic() {
        return own("peers");
    }

    /**
     * Says whether a topic, under either name, is one of this program's own that users must not
     * touch.
     */
    public boolean isOwnTopic(String topic) {
        return logicalTopic(topic).startsWith("_bottled-water-");
    }

    private String own(String purpose) {
        return withPrefix("_bottled-water-" + cluster + "-" + purpose);
    }

    private String withPrefix(String name) {
        return name.startsWith(prefix) ? name : prefix + name;
    }
}
