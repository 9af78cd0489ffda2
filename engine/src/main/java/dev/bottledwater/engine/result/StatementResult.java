// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorInfo;
import dev.bottledwater.engine.connector.ConnectorPlugin;
import dev.bottledwater.sql.function.FunctionLibrary;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/** The answer to one statement; each kind is one {@code @type} of KSQL's REST API. */
public sealed interface StatementResult {

    /** The canonical text of the statement. */
    String statementText();

    /** {@code currentStatus}: a command that went through the catalog log. */
    record CommandResult(
            String statementText, String commandId, CommandStatus status, long sequenceNumber)
            implements StatementResult {}

    /** {@code warning_entity}: nothing was done, and why. */
    record Warning(String statementText, String message) implements StatementResult {}

    /** {@code streams} or {@code tables}. */
    record SourceList(String statementText, SourceKind kind, List<SourceListing> sources)
            implements StatementResult {}

    /** {@code sourceDescription} (one, not extended), or {@code source_descriptions}. */
    record SourceDescriptions(String statementText, boolean list, List<SourceDescription> sources)
            implements StatementResult {}

    /** {@code queries}. */
    record QueryList(String statementText, List<QuerySummary> queries) implements StatementResult {}

    /** {@code queryDescription} (one), or {@code query_descriptions}. */
    record QueryDescriptions(String statementText, boolean list, List<QueryDescription> queries)
            implements StatementResult {}

    /** {@code kafka_topics} or {@code kafka_topics_extended}. */
    record TopicList(String statementText, boolean extended, List<TopicListing> topics)
            implements StatementResult {}

    /** {@code function_names}. */
    record FunctionList(String statementText, List<FunctionListing> functions)
            implements StatementResult {}

    /**
     * {@code describe_function}.
     *
     * @param library where the function comes from
     */
    record FunctionDescription(
            String statementText,
            String name,
            String description,
            String category,
            FunctionLibrary library,
            FunctionType type,
            List<FunctionOverload> overloads)
            implements StatementResult {}

    /** {@code properties}. */
    record PropertyList(String statementText, List<PropertyListing> properties)
            implements StatementResult {}

    /** {@code type_list}. */
    record TypeList(String statementText, SequencedMap<String, SqlType> types)
            implements StatementResult {}

    /** {@code variables}. */
    record VariableList(String statementText, SequencedMap<String, String> variables)
            implements StatementResult {}

    /** {@code terminate_query}: a transient query. */
    record TerminatedQuery(String statementText, String queryId, boolean wasTerminated)
            implements StatementResult {}

    /** {@code assert_topic}. */
    record TopicAssertion(String statementText, String topic, boolean exists)
            implements StatementResult {}

    /** {@code assert_schema}; names a subject, an id or both. */
    record SchemaAssertion(
            String statementText, @Nullable String subject, @Nullable Integer id, boolean exists)
            implements StatementResult {}

    /** {@code connector_info}. */
    record ConnectorCreated(String statementText, ConnectorInfo connector)
            implements StatementResult {}

    /** {@code drop_connector}. */
    record ConnectorDropped(String statementText, String name) implements StatementResult {}

    /** {@code connector_list}. */
    record ConnectorList(String statementText, List<Connector> connectors)
            implements StatementResult {}

    /** {@code connector_plugins_list}. */
    record ConnectorPluginList(String statementText, List<ConnectorPlugin> plugins)
            implements StatementResult {}

    /** {@code connector_description}; the sources are those over the connector's topics. */
    record ConnectorDescription(
            String statementText,
            Connector connector,
            List<SourceDescription> sources,
            List<String> topics)
            implements StatementResult {}

    /** A line of SHOW STREAMS and SHOW TABLES. */
    record SourceListing(
            String name, String topic, String keyFormat, String valueFormat, boolean windowed) {}

    /** A column as DESCRIBE shows it; {@code role} is KEY, HEADER or null for a value column. */
    record FieldInfo(
            String name, SqlType type, @Nullable String role, @Nullable String headerKey) {}

    /**
     * A persistent or push query as listings show it; {@code restoration} of all instances, null
     * while none restores its state.
     */
    record QuerySummary(
            String id,
            String statement,
            List<String> sinks,
            List<String> sinkTopics,
            String queryType,
            SequencedMap<String, Integer> statusCount,
            String state,
            @Nullable Restoration restoration) {}

    /** DESCRIBE of one source; counts are -1 when the topic can't be described. */
    record SourceDescription(
            String name,
            SourceKind kind,
            @Nullable String windowType,
            List<QuerySummary> readQueries,
            List<QuerySummary> writeQueries,
            List<FieldInfo> fields,
            @Nullable String timestampColumn,
            boolean extended,
            String keyFormat,
            String valueFormat,
            String topic,
            int partitions,
            int replication,
            String statement,
            List<GroupOffsets> groupOffsets,
            List<String> sourceConstraints,
            List<TopicStatistic> statistics) {}

    /**
     * A number that an instance counts of a source's topic.
     *
     * @param here whether it is the instance that answers
     * @param name KSQL's, such as {@code total-messages}
     * @param at the time of the topic's newest record in milliseconds; null when it isn't known
     */
    record TopicStatistic(
            String instance, boolean here, String name, double value, @Nullable Long at) {}

    /** Offsets of a query's consumer group on one topic. */
    record GroupOffsets(String groupId, String topic, List<PartitionOffsets> partitions) {}

    /** Offsets of one partition. */
    record PartitionOffsets(
            int partition, long logStartOffset, long logEndOffset, long consumerOffset) {}

    /** EXPLAIN of one query; {@code restoration} as in {@link QuerySummary}. */
    record QueryDescription(
            String id,
            String statement,
            @Nullable String windowType,
            List<FieldInfo> fields,
            List<String> sources,
            List<String> sinks,
            String topology,
            String executionPlan,
            SequencedMap<String, String> overriddenProperties,
            String queryType,
            SequencedMap<String, String> hostStatus,
            List<QueryError> errors,
            List<QueryActivity.Task> tasks,
            @Nullable String consumerGroup,
            @Nullable Restoration restoration) {}

    /** A failure of a running query. */
    record QueryError(long timestampMillis, String message, String type) {}

    /** A line of SHOW TOPICS; {@code replicas} has one count per partition. */
    record TopicListing(String name, List<Integer> replicas, int consumers, int consumerGroups) {}

    /** Kinds of functions. */
    enum FunctionType {
        SCALAR,
        AGGREGATE,
        TABLE
    }

    /** A line of SHOW FUNCTIONS. */
    record FunctionListing(String name, FunctionType type, String category) {}

    /** One overload in DESCRIBE FUNCTION; types in KSQL's words (VARCHAR, INT …). */
    record FunctionOverload(
            List<FunctionArgument> arguments, String returnType, String description) {}

    /** A parameter in DESCRIBE FUNCTION. */
    record FunctionArgument(String name, String type, String description, boolean variadic) {}

    /** A line of SHOW PROPERTIES; secrets never come here. */
    record PropertyListing(
            String name,
            String scope,
            @Nullable String value,
            boolean overridden,
            boolean isDefault) {}
}
