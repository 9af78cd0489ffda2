// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.topic.CleanupPolicy;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.Topics;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.TopicFacts;
import dev.bottledwater.sql.statement.TopicSpec;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The topics that statements name: which may be used, and which are to be created. */
record TopicChecks(InternalTopics internal) {
    /**
     * What a sink inherits from its source's topic. The true value needs the right to read
     * configurations, which clusters deny; this is Kafka's own default, and KSQL's text with it.
     */
    private static final long RETENTION_MILLIS = 604_800_000;

    /** What the analysis may know of topics. */
    static TopicFacts facts(Topics topics) {
        return name ->
                topics.describe(name)
                        .map(
                                t ->
                                        new TopicFacts.Topic(
                                                t.partitions(), t.replication(), RETENTION_MILLIS));
    }

    /**
     * Refuses topics of Kafka, Connect and this program.
     *
     * @param otherwise where the topic's name comes from when the WITH clause doesn't give it
     */
    void checkOpen(String topic, Properties with, SourceSpan otherwise) {
        if (internal.isClosed(topic)) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Topic '%s' is internal: it can't be read or written with SQL."
                            .formatted(topic),
                    with.find("KAFKA_TOPIC").map(Properties.Property::span).orElse(otherwise),
                    "SHOW TOPICS lists the topics that can.");
        }
    }

    /** The topic as one to create, empty when it exists. */
    List<dev.bottledwater.engine.topic.TopicSpec> missing(TopicSpec topic, Moment now) {
        if (now.topics().describe(topic.name()).isPresent()) {
            return List.of();
        }
        return List.of(
                new dev.bottledwater.engine.topic.TopicSpec(
                        topic.name(),
                        Objects.requireNonNull(topic.partitions()),
                        topic.replicas(),
                        Arrays.stream(CleanupPolicy.values())
                                .filter(p -> p.text().equals(topic.cleanupPolicy()))
                                .findFirst()
                                .orElseThrow(),
                        topic.retentionMillis()));
    }
}
