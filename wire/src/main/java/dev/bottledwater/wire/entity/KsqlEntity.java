// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The answer to one statement, as it stands in the array that {@code POST /ksql} answers. A kind
 * that this version doesn't know is read as {@link Unknown}.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "@type",
        defaultImpl = KsqlEntity.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(KsqlEntity.CurrentStatus.class),
    @JsonSubTypes.Type(KsqlEntity.WarningEntity.class),
    @JsonSubTypes.Type(KsqlEntity.Streams.class),
    @JsonSubTypes.Type(KsqlEntity.Tables.class),
    @JsonSubTypes.Type(KsqlEntity.SourceDescriptionEntity.class),
    @JsonSubTypes.Type(KsqlEntity.SourceDescriptionList.class),
    @JsonSubTypes.Type(KsqlEntity.Queries.class),
    @JsonSubTypes.Type(KsqlEntity.QueryDescriptionEntity.class),
    @JsonSubTypes.Type(KsqlEntity.QueryDescriptionList.class),
    @JsonSubTypes.Type(KsqlEntity.KafkaTopics.class),
    @JsonSubTypes.Type(KsqlEntity.KafkaTopicsExtended.class),
    @JsonSubTypes.Type(KsqlEntity.FunctionNames.class),
    @JsonSubTypes.Type(KsqlEntity.DescribeFunction.class),
    @JsonSubTypes.Type(KsqlEntity.Properties.class),
    @JsonSubTypes.Type(KsqlEntity.TypeList.class),
    @JsonSubTypes.Type(KsqlEntity.Variables.class),
    @JsonSubTypes.Type(KsqlEntity.TerminateQuery.class),
    @JsonSubTypes.Type(KsqlEntity.AssertTopic.class),
    @JsonSubTypes.Type(KsqlEntity.AssertSchema.class),
    @JsonSubTypes.Type(KsqlEntity.CreateConnector.class),
    @JsonSubTypes.Type(KsqlEntity.DropConnector.class),
    @JsonSubTypes.Type(KsqlEntity.ConnectorList.class),
    @JsonSubTypes.Type(KsqlEntity.ConnectorPluginsList.class),
    @JsonSubTypes.Type(KsqlEntity.ConnectorDescription.class),
})
public sealed interface KsqlEntity {

    /** The canonical text of the statement. */
    String statementText();

    /** What the statement's author should know. */
    List<Warning> warnings();

    /** Something that the statement worked in spite of. */
    record Warning(String message) {}

    /** A command that changes the catalog, with where it stands. */
    @JsonTypeName("currentStatus")
    record CurrentStatus(
            String statementText,
            String commandId,
            CommandStatus commandStatus,
            long commandSequenceNumber,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** Nothing was done, and why. */
    @JsonTypeName("warning_entity")
    record WarningEntity(String statementText, String message, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW STREAMS. */
    @JsonTypeName("streams")
    record Streams(String statementText, List<SourceListing> streams, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW TABLES. */
    @JsonTypeName("tables")
    record Tables(String statementText, List<SourceListing> tables, List<Warning> warnings)
            implements KsqlEntity {}

    /** DESCRIBE of one source. */
    @JsonTypeName("sourceDescription")
    record SourceDescriptionEntity(
            String statementText, SourceDescription sourceDescription, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW STREAMS EXTENDED, SHOW TABLES EXTENDED and their like. */
    @JsonTypeName("source_descriptions")
    record SourceDescriptionList(
            String statementText,
            List<SourceDescription> sourceDescriptions,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW QUERIES. */
    @JsonTypeName("queries")
    record Queries(String statementText, List<RunningQuery> queries, List<Warning> warnings)
            implements KsqlEntity {}

    /** EXPLAIN. */
    @JsonTypeName("queryDescription")
    record QueryDescriptionEntity(
            String statementText, QueryDescription queryDescription, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW QUERIES EXTENDED. */
    @JsonTypeName("query_descriptions")
    record QueryDescriptionList(
            String statementText, List<QueryDescription> queryDescriptions, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW TOPICS; counts of consumers are absent. */
    @JsonTypeName("kafka_topics")
    record KafkaTopics(String statementText, List<TopicListing> topics, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW TOPICS EXTENDED. */
    @JsonTypeName("kafka_topics_extended")
    record KafkaTopicsExtended(
            String statementText, List<TopicListing> topics, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW FUNCTIONS. */
    @JsonTypeName("function_names")
    record FunctionNames(
            String statementText, List<FunctionListing> functions, List<Warning> warnings)
            implements KsqlEntity {}

    /** DESCRIBE FUNCTION; {@code type} is SCALAR, AGGREGATE or TABLE. */
    @JsonTypeName("describe_function")
    record DescribeFunction(
            String statementText,
            String name,
            String description,
            String author,
            String version,
            String path,
            List<FunctionListing.Overload> functions,
            String type,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW PROPERTIES. */
    @JsonTypeName("properties")
    record Properties(
            String statementText,
            List<Property> properties,
            List<String> overwrittenProperties,
            List<String> defaultProperties,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** A property by name; {@code value} is null when none is set. */
    record Property(String name, String scope, @Nullable String value) {}

    /** SHOW TYPES. */
    @JsonTypeName("type_list")
    record TypeList(
            String statementText, SequencedMap<String, SchemaInfo> types, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW VARIABLES. */
    @JsonTypeName("variables")
    record Variables(String statementText, List<Variable> variables, List<Warning> warnings)
            implements KsqlEntity {}

    /** A session variable. */
    record Variable(String name, String value) {}

    /** TERMINATE of a push query. */
    @JsonTypeName("terminate_query")
    record TerminateQuery(
            String statementText, String queryId, boolean wasTerminated, List<Warning> warnings)
            implements KsqlEntity {}

    /** ASSERT TOPIC that held. */
    @JsonTypeName("assert_topic")
    record AssertTopic(
            String statementText, String topicName, boolean exists, List<Warning> warnings)
            implements KsqlEntity {}

    /** ASSERT SCHEMA that held; names a subject, an id or both. */
    @JsonTypeName("assert_schema")
    record AssertSchema(
            String statementText,
            @Nullable String subject,
            @Nullable Integer id,
            boolean exists,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** CREATE CONNECTOR. */
    @JsonTypeName("connector_info")
    record CreateConnector(String statementText, ConnectorDetails.Info info, List<Warning> warnings)
            implements KsqlEntity {}

    /** DROP CONNECTOR. */
    @JsonTypeName("drop_connector")
    record DropConnector(String statementText, String connectorName, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW CONNECTORS. */
    @JsonTypeName("connector_list")
    record ConnectorList(
            String statementText, List<ConnectorDetails.Listing> connectors, List<Warning> warnings)
            implements KsqlEntity {}

    /** SHOW CONNECTOR PLUGINS. */
    @JsonTypeName("connector_plugins_list")
    record ConnectorPluginsList(
            String statementText,
            List<ConnectorDetails.Plugin> connectorsPlugins,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** DESCRIBE CONNECTOR; {@code sources} are those over its topics. */
    @JsonTypeName("connector_description")
    record ConnectorDescription(
            String statementText,
            String connectorClass,
            ConnectorDetails.Status status,
            List<SourceDescription> sources,
            List<String> topics,
            List<Warning> warnings)
            implements KsqlEntity {}

    /** An answer of a kind that this version doesn't know; {@code fields} are all the others. */
    record Unknown(
            @JsonProperty String statementText,
            @JsonProperty List<Warning> warnings,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> fields)
            implements KsqlEntity {}
}
