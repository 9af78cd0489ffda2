// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.processing;

import dev.bottledwater.engine.topic.CleanupPolicy;
import dev.bottledwater.engine.topic.TopicSpec;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * The processing log's topic and stream as KSQL's properties describe them.
 *
 * @param topic logical name
 * @param createTopic whether a missing topic is created
 * @param partitions of a topic that is created
 * @param replicas null for the cluster's default
 * @param stream the stream to create over it; null for none
 */
public record LogTopicSettings(
        String topic,
        boolean createTopic,
        int partitions,
        @Nullable Integer replicas,
        @Nullable String stream) {
    private static final String PREFIX = "ksql.logging.processing.";
    private static final String TOPIC_NAME = PREFIX + "topic.name";
    private static final String TOPIC_CREATE = PREFIX + "topic.auto.create";
    private static final String STREAM_CREATE = PREFIX + "stream.auto.create";
    private static final String STREAM_NAME = PREFIX + "stream.name";
    private static final String PARTITIONS = PREFIX + "topic.partitions";
    private static final String REPLICAS = PREFIX + "topic.replication.factor";

    /** The columns that ksqlDB documents, and where the record is. */
    private static final String COLUMNS =
            """
            LOGGER VARCHAR, LEVEL VARCHAR, TIME BIGINT, MESSAGE STRUCT<\
            TYPE INTEGER, \
            DESERIALIZATIONERROR STRUCT<TARGET VARCHAR, ERRORMESSAGE VARCHAR, RECORDB64 VARCHAR, CAUSE ARRAY<VARCHAR>, TOPIC VARCHAR>, \
            RECORDPROCESSINGERROR STRUCT<ERRORMESSAGE VARCHAR, RECORD VARCHAR, CAUSE ARRAY<VARCHAR>>, \
            PRODUCTIONERROR STRUCT<ERRORMESSAGE VARCHAR>, \
            SERIALIZATIONERROR STRUCT<TARGET VARCHAR, ERRORMESSAGE VARCHAR, RECORD VARCHAR, CAUSE ARRAY<VARCHAR>, TOPIC VARCHAR>, \
            KAFKASTREAMSTHREADERROR STRUCT<ERRORMESSAGE VARCHAR, THREADNAME VARCHAR, CAUSE ARRAY<VARCHAR>>, \
            POSITION STRUCT<QUERYID VARCHAR, SOURCETOPIC VARCHAR, SOURCEPARTITION INTEGER, SOURCEOFFSET BIGINT>>""";

    /**
     * Reads the properties.
     *
     * @return empty where none of them asks for a topic
     * @throws IllegalArgumentException for a number that is none
     */
    public static Optional<LogTopicSettings> of(Map<String, String> properties, String serviceId) {
        boolean createTopic = isTrue(properties, TOPIC_CREATE);
        boolean createStream = isTrue(properties, STREAM_CREATE);
        if (!createTopic && !createStream && !properties.containsKey(TOPIC_NAME)) {
            return Optional.empty();
        }
        return Optional.of(
                new LogTopicSettings(
                        properties
                                .getOrDefault(TOPIC_NAME, serviceId + "ksql_processing_log")
                                .strip(),
                        createTopic,
                        number(properties, PARTITIONS, 1),
                        properties.containsKey(REPLICAS) ? number(properties, REPLICAS, 1) : null,
                        createStream
                                ? properties
                                        .getOrDefault(STREAM_NAME, "KSQL_PROCESSING_LOG")
                                        .strip()
                                : null));
    }

    private static boolean isTrue(Map<String, String> properties, String name) {
        return Boolean.parseBoolean(properties.getOrDefault(name, "false").strip());
    }

    private static int number(Map<String, String> properties, String name, int otherwise) {
        String text = properties.getOrDefault(name, "" + otherwise).strip();
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be a number from 1 on".formatted(name, text));
        }
        return Integer.parseInt(text);
    }

    /** The topic to create. */
    TopicSpec spec() {
        return new TopicSpec(topic, partitions, replicas, CleanupPolicy.DELETE, null);
    }

    /** The statement that makes the stream; empty where none is wanted. */
    Optional<String> statement() {
        return stream == null
                ? Optional.empty()
                : Optional.of(
                        "CREATE STREAM IF NOT EXISTS `%s` (%s) WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON');"
                                .formatted(
                                        stream.replace("`", "``"),
                                        COLUMNS,
                                        topic.replace("'", "''")));
    }
}
