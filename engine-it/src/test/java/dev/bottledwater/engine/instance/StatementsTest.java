// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.result.StatementResult.FunctionDescription;
import dev.bottledwater.engine.result.StatementResult.PropertyList;
import dev.bottledwater.engine.result.StatementResult.PropertyListing;
import dev.bottledwater.engine.result.StatementResult.SourceDescriptions;
import dev.bottledwater.engine.result.StatementResult.TopicList;
import dev.bottledwater.engine.result.StatementResult.TypeList;
import dev.bottledwater.engine.result.StatementResult.VariableList;
import dev.bottledwater.engine.result.StatementResult.Warning;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What statements that need no query answer. */
class StatementsTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaSqlEngine engine;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        engine =
                new EngineFixture(kafka, "statements", directory, BuiltInFunctions.registry())
                        .running();
    }

    @AfterAll
    static void close() {
        engine.close();
        kafka.close();
    }

    private static StatementResult run(String sql) {
        return EngineFixture.execute(engine, sql).getLast();
    }

    private static String message(String sql) {
        return ((CommandResult) run(sql)).status().message();
    }

    @Test
    void aSourceIsCreatedWithItsTopicAndDropped() {
        var created =
                (CommandResult)
                        run(
                                "create table t1 (id varchar primary key, a struct<x int, y array<varchar>>) with (kafka_topic='t1', partitions=3, value_format='json');");
        assertThat(created.statementText())
                .isEqualTo(
                        "CREATE TABLE T1 (ID STRING PRIMARY KEY, A STRUCT<X INTEGER, Y ARRAY<STRING>>) WITH (CLEANUP_POLICY='compact', KAFKA_TOPIC='t1', KEY_FORMAT='KAFKA', PARTITIONS=3, VALUE_FORMAT='json');");
        assertThat(created.commandId()).isEqualTo("table/`T1`/create");
        assertThat(created.status().message()).isEqualTo("Table created");
        assertThat(created.sequenceNumber()).isPositive();
        var source = ((SourceDescriptions) run("DESCRIBE T1;")).sources().getFirst();
        assertThat(source.partitions()).isEqualTo(3);
        assertThat(source.replication()).isEqualTo(1);
        assertThat(source.fields())
                .extracting("name", "role")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ID", "KEY"),
                        org.assertj.core.groups.Tuple.tuple("A", null));
        assertThat(
                        run(
                                "CREATE TABLE IF NOT EXISTS T1 (A INT PRIMARY KEY) WITH (KAFKA_TOPIC='t1', VALUE_FORMAT='JSON');"))
                .isInstanceOfSatisfying(
                        Warning.class,
                        w ->
                                assertThat(w.message())
                                        .isEqualTo(
                                                "Cannot add table `T1`: A table with the same name already exists."));
        assertThat(message("DROP TABLE T1 DELETE TOPIC;"))
                .startsWith("Source `T1` (topic: t1) was dropped. Topic 't1' was not deleted: ")
                .endsWith("Delete it with the tools of your Kafka.");
        assertThat(message("DROP TABLE IF EXISTS T1;")).isEqualTo("Source `T1` does not exist.");
        assertThat(((TopicList) run("SHOW TOPICS;")).topics())
                .extracting("name")
                .contains("t1")
                .doesNotContain("statements");
        assertThat(((TopicList) run("SHOW ALL TOPICS;")).topics())
                .extracting("name")
                .contains("statements");
    }

    @Test
    void columnsCanBeAdded() {
        run(
                "CREATE STREAM WIDER (A INT) WITH (KAFKA_TOPIC='wider', PARTITIONS=1, VALUE_FORMAT='JSON');");
        assertThat(message("ALTER STREAM WIDER ADD COLUMN B STRING;")).isEqualTo("Stream altered");
        assertThat(
                        message(
                                "CREATE OR REPLACE STREAM WIDER (A INT, B STRING, C DOUBLE) WITH (KAFKA_TOPIC='wider', VALUE_FORMAT='JSON');"))
                .isEqualTo("Stream replaced");
        assertThat(((SourceDescriptions) run("DESCRIBE WIDER;")).sources().getFirst().fields())
                .extracting("name")
                .containsExactly("A", "B", "C");
        assertThatThrownBy(
                        () ->
                                run(
                                        "CREATE OR REPLACE STREAM WIDER (A INT) WITH (KAFKA_TOPIC='wider', VALUE_FORMAT='JSON');"))
                .isInstanceOf(StatementFailedException.class);
    }

    @Test
    void typesCanBeUsedShownAndDropped() {
        assertThat(message("CREATE TYPE ADDRESS AS STRUCT<CITY VARCHAR, ZIP INT>;"))
                .isEqualTo(
                        "Registered custom type with name 'ADDRESS' and SQL type STRUCT<`CITY` STRING, `ZIP` INTEGER>");
        run(
                "CREATE STREAM PEOPLE (A ADDRESS) WITH (KAFKA_TOPIC='people', PARTITIONS=1, VALUE_FORMAT='JSON');");
        assertThat(((TypeList) run("SHOW TYPES;")).types())
                .hasToString("{ADDRESS=STRUCT<`CITY` STRING, `ZIP` INTEGER>}");
        assertThat(message("DROP TYPE ADDRESS;")).isEqualTo("Dropped type 'ADDRESS'");
        assertThat(message("DROP TYPE IF EXISTS ADDRESS;"))
                .isEqualTo("Type ADDRESS does not exist.");
        assertThat(((SourceDescriptions) run("DESCRIBE PEOPLE;")).sources().getFirst().statement())
                .contains("A STRUCT<CITY STRING, ZIP INTEGER>");
    }

    @Test
    void rowsAreWrittenInTheFormatsOfTheirSource() {
        var nothing =
                EngineFixture.execute(
                        engine,
                        """
                        CREATE STREAM ROWS (ID BIGINT KEY, NAME VARCHAR, AMOUNT DECIMAL(10,2), TAGS ARRAY<VARCHAR>, A STRUCT<X INT>)
                          WITH (KAFKA_TOPIC='rows', PARTITIONS=1, VALUE_FORMAT='JSON');
                        INSERT INTO ROWS VALUES (7, UCASE('ab'), 1.5, ARRAY['p','q'], STRUCT(X:=1));
                        INSERT INTO ROWS (NAME, ID, ROWTIME) VALUES ('only', 8, 1234);
                        """);
        assertThat(nothing).hasSize(1);
        try (var topics = new KafkaTopics(kafka)) {
            assertThat(topics.byId("rows"))
                    .isEqualTo(
                            Map.of(
                                    7L,
                                    "{\"NAME\":\"AB\",\"AMOUNT\":1.50,\"TAGS\":[\"p\",\"q\"],\"A\":{\"X\":1}}",
                                    8L,
                                    "{\"NAME\":\"only\",\"AMOUNT\":null,\"TAGS\":null,\"A\":null}"));
        }
    }

    @Test
    void settingsHoldForTheStatementsThatFollow() {
        var results =
                EngineFixture.execute(
                        engine,
                        """
                        SET 'auto.offset.reset'='earliest'; DEFINE x='1'; SHOW PROPERTIES; SHOW VARIABLES;
                        UNSET 'ksql.streams.auto.offset.reset'; UNDEFINE x; SHOW PROPERTIES; SHOW VARIABLES;
                        """);
        assertThat(results).hasSize(4);
        assertThat(offsetReset(results.get(0)))
                .isEqualTo(
                        new PropertyListing(
                                "ksql.streams.auto.offset.reset", "KSQL", "earliest", true, false));
        assertThat(((VariableList) results.get(1)).variables()).isEqualTo(Map.of("x", "1"));
        assertThat(offsetReset(results.get(2)))
                .isEqualTo(
                        new PropertyListing(
                                "ksql.streams.auto.offset.reset", "KSQL", "latest", false, true));
        assertThat(((VariableList) results.get(3)).variables()).isEmpty();
    }

    private static PropertyListing offsetReset(StatementResult result) {
        return ((PropertyList) result)
                .properties().stream()
                        .filter(p -> p.name().endsWith("auto.offset.reset"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void functionsAreDescribedWithTheTypesOfTheirResults() {
        assertThat(overloads("DESCRIBE FUNCTION sum;"))
                .containsExactlyInAnyOrder(
                        "(DECIMAL) DECIMAL", "(DOUBLE) DOUBLE", "(INT) INT", "(BIGINT) BIGINT");
        assertThat(overloads("DESCRIBE FUNCTION UCASE;")).containsExactly("(VARCHAR) VARCHAR");
        assertThat(overloads("DESCRIBE FUNCTION COALESCE;")).containsExactly("(T, T) T");
    }

    private static List<String> overloads(String sql) {
        return ((FunctionDescription) run(sql))
                .overloads().stream()
                        .map(
                                o ->
                                        o.arguments().stream()
                                                        .map(a -> a.type())
                                                        .collect(
                                                                java.util.stream.Collectors.joining(
                                                                        ", ", "(", ") "))
                                                + o.returnType())
                        .toList();
    }

    @Test
    void everyFunctionCanBeDescribed() {
        var functions = (StatementResult.FunctionList) run("SHOW FUNCTIONS;");
        assertThat(functions.functions()).hasSizeGreaterThan(20);
        functions
                .functions()
                .forEach(
                        f ->
                                assertThat(run("DESCRIBE FUNCTION " + f.name() + ";"))
                                        .as(f.name())
                                        .isInstanceOf(FunctionDescription.class));
    }

    @Test
    void topicsAreAsserted() {
        run(
                "CREATE STREAM SEEN (A INT) WITH (KAFKA_TOPIC='seen', PARTITIONS=2, VALUE_FORMAT='JSON');");
        assertThat(run("ASSERT TOPIC seen WITH (PARTITIONS=2, REPLICAS=1);"))
                .isEqualTo(
                        new StatementResult.TopicAssertion(
                                "ASSERT TOPIC seen WITH (PARTITIONS=2, REPLICAS=1);",
                                "seen",
                                true));
        assertThat(run("ASSERT NOT EXISTS TOPIC never;"))
                .isEqualTo(
                        new StatementResult.TopicAssertion(
                                "ASSERT NOT EXISTS TOPIC never;", "never", false));
    }

    @Test
    void aSelectIsExplainedWithoutRunning() {
        run(
                "CREATE STREAM PLANNED (ID BIGINT KEY, A INT, B INT) WITH (KAFKA_TOPIC='planned', PARTITIONS=1, VALUE_FORMAT='JSON');");
        var query =
                ((StatementResult.QueryDescriptions)
                                run("EXPLAIN SELECT B, ID FROM PLANNED WHERE A > 1 EMIT CHANGES;"))
                        .queries()
                        .getFirst();
        assertThat(query.queryType()).isEqualTo("PUSH");
        // the key first, as a recorded EXPLAIN has it
        assertThat(query.fields()).extracting("name").containsExactly("ID", "B");
        assertThat(query.executionPlan()).contains("[ FILTER ]").contains("[ SOURCE ]");
        assertThatThrownBy(() -> run("EXPLAIN SHOW STREAMS;"))
                .hasMessage("The provided statement does not run a ksql query");
        assertThatThrownBy(() -> run("EXPLAIN NOSUCH_1;"))
                .hasMessageStartingWith("Query with id:NOSUCH_1 does not exist");
    }

    @Test
    void allSourcesAreDescribedAtOnce() {
        run(
                "CREATE TABLE ONE_OF_THEM (ID BIGINT PRIMARY KEY, A INT) WITH (KAFKA_TOPIC='one', PARTITIONS=1, VALUE_FORMAT='JSON');");
        for (var sql : List.of("SHOW TABLES EXTENDED;", "DESCRIBE TABLES;")) {
            var all = (SourceDescriptions) run(sql);
            assertThat(all.list()).isTrue();
            assertThat(all.sources())
                    .anySatisfy(
                            s -> {
                                assertThat(s.name()).isEqualTo("ONE_OF_THEM");
                                assertThat(s.partitions()).isEqualTo(1);
                                assertThat(s.extended()).isEqualTo(sql.startsWith("SHOW"));
                            });
        }
        assertThat(((TopicList) run("SHOW TOPICS EXTENDED;")).extended()).isTrue();
    }
}
