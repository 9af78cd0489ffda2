// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.result.StatementResult.QueryDescriptions;
import dev.bottledwater.engine.result.StatementResult.QueryList;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.engine.result.StatementResult.SourceList;
import dev.bottledwater.engine.result.StatementResult.TerminatedQuery;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Persistent queries on two instances: created, paused, explained, ended. */
class QueryStatementsTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaTopics topics;
    private static EngineFixture fixture;
    private static KafkaSqlEngine left;
    private static KafkaSqlEngine right;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        topics = new KafkaTopics(kafka);
        fixture = new EngineFixture(kafka, "queries", directory, BuiltInFunctions.registry());
        left = fixture.running();
        right = fixture.running();
    }

    @AfterAll
    static void close() {
        left.close();
        right.close();
        topics.close();
        kafka.close();
    }

    private static String run(KafkaSqlEngine engine, String sql) {
        return ((CommandResult)
                        engine.execute(sql, Map.of("auto.offset.reset", "earliest"), Map.of())
                                .getLast())
                .status()
                .message();
    }

    private static List<QuerySummary> queries(KafkaSqlEngine engine) {
        return ((QueryList) EngineFixture.execute(engine, "SHOW QUERIES;").getFirst()).queries();
    }

    private static String state(KafkaSqlEngine engine, String id) {
        return queries(engine).stream()
                .filter(q -> q.id().equals(id))
                .map(QuerySummary::state)
                .findFirst()
                .orElse("none");
    }

    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private static String id(String message) {
        return message.lines()
                .findFirst()
                .orElseThrow()
                .substring("Created query with ID ".length());
    }

    @Test
    void aQueryIsPausedResumedExplainedAndEndedFromEitherInstance() {
        topics.create("numbers", 2);
        run(
                left,
                "CREATE STREAM NUMBERS (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='numbers', VALUE_FORMAT='JSON');");
        var id =
                id(
                        run(
                                left,
                                "CREATE STREAM BIG AS SELECT ID, V * 10 AS V FROM NUMBERS WHERE V > 1;"));
        assertThat(id).matches("CSAS_BIG_\\d+");
        await(() -> assertThat(state(left, id)).isEqualTo("RUNNING"));
        await(() -> assertThat(state(right, id)).isEqualTo("RUNNING"));
        topics.put("numbers", 1, "{\"V\":1}");
        topics.put("numbers", 2, "{\"V\":2}");
        await(() -> assertThat(topics.values("BIG")).containsExactly("{\"V\":20}"));

        var explained =
                ((QueryDescriptions) EngineFixture.execute(right, "EXPLAIN " + id + ";").getFirst())
                        .queries()
                        .getFirst();
        assertThat(explained.sources()).containsExactly("NUMBERS");
        assertThat(explained.sinks()).containsExactly("BIG");
        assertThat(explained.topology()).contains("Sub-topology: 0").contains("topics: [numbers]");
        assertThat(explained.executionPlan())
                .isEqualTo(
                        """
                         > [ SINK ] | Schema: ID BIGINT KEY, V INTEGER | Logger: %1$s.BIG
                        \t\t > [ PROJECT ] | Schema: ID BIGINT KEY, V INTEGER | Logger: %1$s.Project
                        \t\t\t\t > [ FILTER ] | Schema: ID BIGINT KEY, V INTEGER | Logger: %1$s.WhereFilter
                        \t\t\t\t\t\t > [ SOURCE ] | Schema: ID BIGINT KEY, V INTEGER | Logger: %1$s.KsqlTopic
                        """
                                .formatted(id));
        assertThat(explained.overriddenProperties())
                .isEqualTo(Map.of("auto.offset.reset", "earliest"));
        assertThat(explained.consumerGroup()).isEqualTo("_confluent-ksql-queries_query_" + id);

        assertThat(run(right, "PAUSE " + id + ";")).isEqualTo("Query paused.");
        await(() -> assertThat(state(left, id)).isEqualTo("PAUSED"));
        await(() -> assertThat(state(right, id)).isEqualTo("PAUSED"));
        assertThat(run(left, "RESUME " + id + ";")).isEqualTo("Query resumed.");
        topics.put("numbers", 3, "{\"V\":3}");
        await(
                () ->
                        assertThat(topics.values("BIG"))
                                .containsExactlyInAnyOrder("{\"V\":20}", "{\"V\":30}"));

        assertThatThrownBy(() -> run(right, "DROP STREAM NUMBERS;"))
                .hasMessageContaining("read from this source: [BIG]");
        assertThat(run(right, "TERMINATE " + id + ";")).isEqualTo("Query terminated.");
        await(() -> assertThat(state(left, id)).isEqualTo("none"));
        assertThat(run(left, "DROP STREAM BIG; DROP STREAM NUMBERS;"))
                .isEqualTo("Source `NUMBERS` (topic: numbers) was dropped.");
    }

    @Test
    void aDropEndsTheQueryThatMadeTheSourceAndAnotherTakesANewNumber() {
        topics.create("clicks", 1);
        run(
                left,
                "CREATE STREAM CLICKS (ID BIGINT KEY, URL VARCHAR) WITH (KAFKA_TOPIC='clicks', VALUE_FORMAT='JSON');");
        topics.put("clicks", 1, "{\"URL\":\"a\"}");
        var create = "CREATE TABLE PER_URL AS SELECT URL, COUNT(*) AS N FROM CLICKS GROUP BY URL;";
        var first = id(run(left, create));
        await(() -> assertThat(topics.table("PER_URL")).isEqualTo(Map.of("a", "{\"N\":1}")));
        assertThat(run(left, "DROP TABLE PER_URL;"))
                .isEqualTo("Source `PER_URL` (topic: PER_URL) was dropped.");
        assertThat(state(left, first)).isEqualTo("none");
        topics.put("clicks", 2, "{\"URL\":\"a\"}");
        var second = id(run(left, create));
        assertThat(second).isNotEqualTo(first);
        // Had it met the first one's state or offsets, it would count 3 or 1.
        await(() -> assertThat(topics.table("PER_URL")).isEqualTo(Map.of("a", "{\"N\":2}")));
        run(left, "DROP TABLE PER_URL; DROP STREAM CLICKS;");
    }

    /** Who reads for a query: a thread of an instance each. */
    private static Set<String> members(String id) throws Exception {
        return kafka.members("_confluent-ksql-queries_query_" + id);
    }

    @Test
    void aReplacedQueryGoesOnWhereTheOldOneStopped() {
        topics.create("votes", 1);
        run(
                left,
                "CREATE STREAM VOTES (ID BIGINT KEY, FOR_WHOM VARCHAR) WITH (KAFKA_TOPIC='votes', VALUE_FORMAT='JSON');");
        var id =
                id(
                        run(
                                left,
                                "CREATE TABLE TALLY AS SELECT FOR_WHOM, COUNT(*) AS N FROM VOTES GROUP BY FOR_WHOM;"));
        topics.put("votes", 1, "{\"FOR_WHOM\":\"a\"}");
        topics.put("votes", 2, "{\"FOR_WHOM\":\"a\"}");
        await(() -> assertThat(topics.table("TALLY")).isEqualTo(Map.of("a", "{\"N\":2}")));
        var old = new HashSet<String>();
        await(
                () -> {
                    old.clear();
                    old.addAll(members(id));
                    assertThat(old).as("one of each instance").hasSize(2);
                });

        assertThat(
                        id(
                                run(
                                        right,
                                        "CREATE OR REPLACE TABLE TALLY AS SELECT FOR_WHOM, COUNT(*) AS N, COUNT(*) * 10 AS TENFOLD FROM VOTES GROUP BY FOR_WHOM;")))
                .isEqualTo(id);
        assertThat(right.commandStatus("table/`TALLY`/create").orElseThrow().message())
                .isEqualTo(
                        """
                        Created query with ID %s
                        It goes on where the query before it was, with its state. What differs:
                        - SINK TALLY: FOR_WHOM STRING, N BIGINT
                        - PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N
                        + SINK TALLY: FOR_WHOM STRING, N BIGINT, TENFOLD BIGINT
                        + PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N, (KSQL_AGG_VARIABLE_0 * 10:BIGINT):BIGINT AS TENFOLD"""
                                .formatted(id));
        // Until both instances have stopped the old one, it may take what comes.
        await(() -> assertThat(members(id)).isNotEmpty().doesNotContainAnyElementsOf(old));
        topics.put("votes", 3, "{\"FOR_WHOM\":\"a\"}");
        await(
                () ->
                        assertThat(topics.table("TALLY"))
                                .isEqualTo(Map.of("a", "{\"N\":3,\"TENFOLD\":30}")));
        assertThat(queries(left)).extracting(QuerySummary::id).containsOnlyOnce(id);
        assertThatThrownBy(
                        () ->
                                run(
                                        left,
                                        "CREATE OR REPLACE TABLE TALLY AS SELECT FOR_WHOM, COUNT(*) AS N, COUNT(*) * 10 AS TENFOLD, MAX(ID) AS LAST FROM VOTES GROUP BY FOR_WHOM;"))
                .hasMessage(
                        "Cannot replace the query %s: its aggregate functions can't change.", id);
        run(left, "DROP TABLE TALLY; DROP STREAM VOTES;");
    }

    @Test
    void aQueryCanWriteIntoAnotherStream() {
        topics.create("from", 1);
        topics.create("to", 1);
        run(
                left,
                """
                CREATE STREAM COMING (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='from', VALUE_FORMAT='JSON');
                CREATE STREAM GOING (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='to', VALUE_FORMAT='JSON');
                """);
        var id = id(run(left, "INSERT INTO GOING SELECT ID, V + 1 AS V FROM COMING;"));
        assertThat(id).matches("INSERTQUERY_\\d+");
        topics.put("from", 5, "{\"V\":5}");
        await(() -> assertThat(topics.values("to")).containsExactly("{\"V\":6}"));
        assertThatThrownBy(() -> run(left, "DROP STREAM GOING;"))
                .hasMessageContaining("write to this source: [" + id + "]");
        assertThatThrownBy(
                        () ->
                                run(
                                        left,
                                        "INSERT INTO GOING WITH (QUERY_ID='%s') SELECT ID, V FROM COMING;"
                                                .formatted(id.toLowerCase(java.util.Locale.ROOT))))
                .hasMessage("Query ID '%s' already exists.", id);
        run(left, "TERMINATE " + id + "; DROP STREAM COMING; DROP STREAM GOING;");
        assertThat(((SourceList) EngineFixture.execute(left, "SHOW STREAMS;").getFirst()).sources())
                .extracting("name")
                .doesNotContain("COMING", "GOING");
    }

    @Test
    void aBadRecordGoesToTheProcessingLogAndTheQueryGoesOn() {
        topics.create("odd", 1);
        run(
                left,
                "CREATE STREAM ODD (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='odd', VALUE_FORMAT='JSON');");
        var id = id(run(left, "CREATE STREAM EVEN AS SELECT ID, V FROM ODD;"));
        topics.put("odd", 1, "{\"V\":1}");
        topics.put("odd", 2, "no JSON");
        topics.put("odd", 3, "{\"V\":3}");
        await(() -> assertThat(topics.values("EVEN")).containsExactly("{\"V\":1}", "{\"V\":3}"));
        assertThat(fixture.processingLog)
                .anySatisfy(
                        e -> {
                            assertThat(e.type())
                                    .isEqualTo(ProcessingLog.Type.DESERIALIZATION_ERROR);
                            assertThat(e.queryId()).isEqualTo(id);
                            assertThat(e.topic()).isEqualTo("odd");
                            assertThat(e.offset()).isEqualTo(1);
                        });
        run(left, "DROP STREAM EVEN; DROP STREAM ODD;");
    }

    @Test
    void rowsGoToClients() throws Exception {
        topics.create("seen", 1);
        run(
                left,
                "CREATE STREAM SEEN (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='seen', VALUE_FORMAT='JSON');");
        try (var rows = left.query("SELECT V, ID FROM SEEN EMIT CHANGES;", Map.of(), Map.of())) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PUSH);
            assertThat(rows.queryId()).startsWith("transient_SEEN_");
            assertThat(queries(left))
                    .anySatisfy(
                            q -> {
                                assertThat(q.id()).isEqualTo(rows.queryId());
                                assertThat(q.queryType()).isEqualTo("PUSH");
                                assertThat(q.statement())
                                        .isEqualTo("SELECT V, ID FROM SEEN EMIT CHANGES;");
                            });
            topics.put("seen", 4, "{\"V\":44}");
            assertThat(next(rows)).isEqualTo(List.of(44, 4L));
            assertThat(left.closeQuery("nosuch")).isFalse();
            assertThat(EngineFixture.execute(left, "TERMINATE `%s`;".formatted(rows.queryId())))
                    .first()
                    .isInstanceOfSatisfying(
                            TerminatedQuery.class, t -> assertThat(t.wasTerminated()).isTrue());
            assertThat(left.closeQuery(rows.queryId())).isFalse();
        }
        try (var rows = left.query("SELECT * FROM SEEN;", Map.of(), Map.of())) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PULL_STREAM);
            assertThat(next(rows)).isEqualTo(List.of(4L, 44));
        }
        try (var rows = left.query("PRINT seen FROM BEGINNING LIMIT 1;", Map.of(), Map.of())) {
            assertThat(lines(rows)).last().asString().contains("value: {\"V\":44}");
        }
        try (var rows = left.query("PRINT seen;", Map.of(), Map.of())) {
            assertThat(queries(left).toString()).contains(rows.queryId(), "PRINT seen");
            assertThat(left.closeQuery(rows.queryId())).isTrue();
            assertThat(lines(rows)).isEmpty();
            assertThat(queries(left)).noneMatch(q -> q.id().equals(rows.queryId()));
        }
        assertThatThrownBy(() -> left.query("PRINT Seen;", Map.of(), Map.of()))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.hint()).isEqualTo("Did you mean 'seen'?"))
                .hasMessageStartingWith("Could not find topic 'Seen'");
        assertThatThrownBy(() -> left.query("PRINT queries;", Map.of(), Map.of()))
                .hasMessageStartingWith("Topic 'queries' is internal");
        run(left, "DROP STREAM SEEN;");
    }

    private static List<Object> next(RowStream rows) throws InterruptedException {
        var event = rows.next(Duration.ofSeconds(30)).orElseThrow();
        return java.util.Arrays.asList(((RowStream.Event.Row) event).values());
    }

    private static List<String> lines(RowStream rows) throws InterruptedException {
        var lines = new ArrayList<String>();
        while (rows.next(Duration.ofSeconds(30)).orElseThrow()
                instanceof RowStream.Event.Line(var text)) {
            lines.add(text);
        }
        return lines;
    }
}
