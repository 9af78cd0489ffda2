// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.restore;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The queries of the fixtures: one for each kind of step, and of what it keeps.
 *
 * <p>{@code before} makes the state, {@code underWay} is read but its rows are still in a
 * repartition topic, and each record of {@code then} has an output that depends on the state.
 */
public enum RestoreCase {
    STREAM_SOURCE(
            "CREATE STREAM O AS SELECT * FROM ORDERS;",
            List.of(order(1, "north", 10, 1)),
            List.of(order(2, "south", 20, 2))),
    FILTER(
            "CREATE STREAM O AS SELECT * FROM ORDERS WHERE AMOUNT >= 10 AND REGION LIKE 'n%';",
            List.of(order(1, "north", 10, 1)),
            List.of(order(2, "south", 20, 2), order(2, "north", 20, 3))),
    PROJECT(
            "CREATE STREAM O AS SELECT ID, UCASE(REGION) AS R, AMOUNT * 2 AS A, ROWTIME AS T FROM ORDERS;",
            List.of(order(1, "north", 10, 1)),
            List.of(order(2, "south", 20, 2))),
    FLAT_MAP(
            "CREATE STREAM O AS SELECT ID, EXPLODE(TAGS) AS TAG FROM ORDERS;",
            List.of(order(1, "north", 10, 1)),
            List.of(order(2, "south", 20, 2))),
    REPARTITION(
            "CREATE STREAM O AS SELECT REGION, AMOUNT FROM ORDERS PARTITION BY REGION;",
            List.of(order(1, "north", 10, 1)),
            List.of(order(2, "south", 20, 2))),
    TABLE_SOURCE(
            "CREATE TABLE O AS SELECT * FROM CUSTOMERS;",
            List.of(customer(1, "Ann", "Rome", 1)),
            List.of(customer(1, null, null, 2), customer(2, "Bob", "Oslo", 3))),
    TABLE_SOURCE_STORE(
            "CREATE TABLE O AS SELECT ID, NAME FROM CUSTOMERS WHERE CITY = 'Rome';",
            List.of(customer(1, "Ann", "Rome", 1), customer(2, "Bob", "Oslo", 2)),
            // leaves, comes, and was never there
            List.of(
                    customer(1, "Ann", "Oslo", 3),
                    customer(2, "Bob", "Rome", 4),
                    customer(2, null, null, 5))),
    STREAM_AGGREGATE(
            "CREATE TABLE O AS SELECT ID, COUNT(*) AS N, MAX(REGION) AS R FROM ORDERS GROUP BY ID;",
            List.of(order(1, "north", 10, 1), order(1, "west", 20, 2), order(2, "east", 5, 3)),
            List.of(order(1, "south", 30, 4), order(2, "east", 5, 5))),
    STREAM_AGGREGATE_MOVED(
            """
            CREATE TABLE O AS SELECT REGION, COUNT(*) AS N, SUM(AMOUNT) AS S, AVG(AMOUNT) AS A,
              MIN(AMOUNT) AS L, COLLECT_LIST(AMOUNT) AS C, COLLECT_SET(ID) AS D, TOPK(AMOUNT, 2) AS K,
              COUNT_DISTINCT(AMOUNT) AS U, EARLIEST_BY_OFFSET(ID) AS E, LATEST_BY_OFFSET(ID, 2) AS F,
              HISTOGRAM(CAST(AMOUNT AS STRING)) AS H, STDDEV_SAMP(AMOUNT) AS V
            FROM ORDERS GROUP BY REGION;
            """,
            List.of(order(1, "north", 10, 1), order(2, "north", 20, 2), order(3, "south", 5, 3)),
            List.of(order(4, "north", 40, 4)),
            List.of("Aggregate-GroupBy-repartition"),
            List.of(order(5, "north", 50, 5), order(6, "south", 10, 6))),
    STREAM_AGGREGATE_TWO_COLUMNS(
            "CREATE TABLE O WITH (KEY_FORMAT='JSON') AS SELECT REGION, ID, SUM(AMOUNT) AS S FROM ORDERS GROUP BY REGION, ID;",
            List.of(order(1, "north", 10, 1), order(2, "north", 20, 2)),
            List.of(order(1, "north", 40, 4)),
            List.of("Aggregate-GroupBy-repartition"),
            List.of(order(2, "north", 50, 5), order(1, "north", 10, 6))),
    WINDOWED_AGGREGATE_TUMBLING(
            windowed("TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 5 SECONDS)", ""),
            List.of(order(1, "north", 10, 1_000), order(2, "north", 20, 11_000)),
            List.of(order(3, "north", 30, 12_000)),
            List.of("Aggregate-GroupBy-repartition"),
            List.of(order(4, "north", 40, 9_000), order(5, "north", 50, 13_000))),
    WINDOWED_AGGREGATE_FINAL(
            windowed("TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 5 SECONDS)", " EMIT FINAL"),
            List.of(order(1, "north", 10, 1_000), order(2, "south", 20, 2_000)),
            List.of(order(3, "north", 30, 3_000)),
            List.of("Aggregate-GroupBy-repartition"),
            List.of(order(4, "north", 40, 16_000), order(5, "north", 50, 26_000))),
    WINDOWED_AGGREGATE_HOPPING(
            windowed("HOPPING (SIZE 10 SECONDS, ADVANCE BY 5 SECONDS)", ""),
            List.of(order(1, "north", 10, 6_000), order(2, "north", 20, 11_000)),
            List.of(order(3, "north", 30, 12_000)),
            List.of("Aggregate-GroupBy-repartition"),
            List.of(order(4, "north", 40, 7_000), order(5, "north", 50, 13_000))),
    WINDOWED_AGGREGATE_SESSION(
            windowed("SESSION (10 SECONDS)", ""),
            List.of(
                    order(1, "north", 10, 1_000),
                    order(2, "north", 20, 20_000),
                    order(3, "south", 20, 21_000)),
            List.of(order(4, "south", 30, 22_000)),
            List.of("Aggregate-GroupBy-repartition"),
            // the first one makes one session of two
            List.of(order(5, "north", 40, 10_500), order(6, "south", 50, 30_000))),
    TABLE_AGGREGATE(
            "CREATE TABLE O AS SELECT CITY, COUNT(*) AS N, SUM(ID) AS S FROM CUSTOMERS GROUP BY CITY;",
            List.of(
                    customer(1, "Ann", "Rome", 1),
                    customer(2, "Bob", "Rome", 2),
                    customer(3, "Eve", "Oslo", 3)),
            List.of(customer(3, "Eve", "Rome", 4)),
            List.of("Aggregate-GroupBy-repartition", "KsqlTopic-Reduce-changelog"),
            List.of(customer(1, "Ann", "Oslo", 5), customer(2, null, null, 6))),
    JOIN_WINDOWED_INNER(
            join("STREAM", "ORDERS", "JOIN", "SHIPMENTS", "WITHIN 1 MINUTE GRACE PERIOD 1 MINUTE"),
            List.of(order(1, "north", 10, 1_000), shipment(2, "sea", 2_000)),
            List.of(shipment(1, "air", 3_000), order(2, "south", 20, 4_000))),
    JOIN_WINDOWED_LEFT(
            join(
                    "STREAM",
                    "ORDERS",
                    "LEFT JOIN",
                    "SHIPMENTS",
                    "WITHIN 10 SECONDS GRACE PERIOD 5 SECONDS"),
            List.of(order(1, "north", 10, 1_000), order(2, "north", 20, 2_000)),
            List.of(shipment(1, "air", 3_000), order(3, "south", 20, 30_000))),
    JOIN_WINDOWED_FULL(
            join(
                    "STREAM",
                    "ORDERS",
                    "FULL JOIN",
                    "SHIPMENTS",
                    "WITHIN 10 SECONDS GRACE PERIOD 5 SECONDS"),
            List.of(order(1, "north", 10, 1_000), shipment(2, "sea", 2_000)),
            List.of(shipment(1, "air", 3_000), order(3, "south", 20, 30_000))),
    JOIN_WINDOWED_RIGHT(
            join("STREAM", "ORDERS", "RIGHT JOIN", "SHIPMENTS", "WITHIN 1 MINUTE"),
            List.of(order(1, "north", 10, 1_000)),
            List.of(shipment(1, "air", 3_000), shipment(2, "sea", 4_000))),
    JOIN_WINDOWED_MOVED(
            """
            CREATE STREAM O AS SELECT L.REGION AS REGION, L.AMOUNT AS A, R.AMOUNT AS B
              FROM ORDERS L JOIN RETURNS R WITHIN 1 MINUTE GRACE PERIOD 1 MINUTE ON L.REGION = R.REGION;
            """,
            List.of(order(1, "north", 10, 1_000), returned(2, "south", 2, 2_000)),
            List.of(order(3, "south", 30, 3_000)),
            List.of("Join-left-repartition"),
            List.of(returned(4, "north", 4, 4_000))),
    JOIN_LOOKUP(
            """
            CREATE STREAM O AS SELECT L.AMOUNT AS AMOUNT, R.ID AS ID, R.NAME AS NAME
              FROM ORDERS L LEFT JOIN CUSTOMERS R ON L.AMOUNT = R.ID;
            """,
            List.of(customer(7, "Ann", "Rome", 1), order(1, "north", 7, 2)),
            List.of(order(2, "south", 7, 3)),
            List.of("Join-repartition"),
            List.of(order(3, "west", 7, 4), order(4, "west", 8, 5))),
    JOIN_TABLES(
            join("TABLE", "CUSTOMERS", "FULL JOIN", "ACCOUNTS", ""),
            List.of(customer(1, "Ann", "Rome", 1), account(2, 20, 2)),
            List.of(account(1, 10, 3), customer(2, "Bob", "Oslo", 4), account(1, null, 5))),
    JOIN_FOREIGN_KEY(
            """
            CREATE TABLE O AS SELECT L.ID AS ID, L.OWNER AS OWNER, R.NAME AS NAME
              FROM HOUSES L JOIN CUSTOMERS R ON L.OWNER = R.ID;
            """,
            List.of(customer(7, "Ann", "Rome", 1), house(1, 7, 2), house(2, 8, 3)),
            List.of(house(3, 7, 4)),
            List.of("Join-subscription-registration-topic", "KsqlTopic-Reduce-changelog"),
            List.of(customer(8, "Bob", "Oslo", 5), house(1, 8, 6), house(2, null, 7)));

    /** The intervals that would make outputs depend on the wall clock. */
    public static final Map<String, String> STREAMS =
            Map.of(
                    "__emit.interval.ms.kstreams.windowed.aggregation__", "0",
                    "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__", "0");

    /** The functions of the plans. */
    public static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();

    private static final String SOURCES =
            """
            CREATE STREAM ORDERS (ID BIGINT KEY, REGION STRING, AMOUNT BIGINT, TAGS ARRAY<STRING>) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
            CREATE STREAM RETURNS (ID BIGINT KEY, REGION STRING, AMOUNT BIGINT, TAGS ARRAY<STRING>) WITH (KAFKA_TOPIC='returns', VALUE_FORMAT='JSON');
            CREATE STREAM SHIPMENTS (ID BIGINT KEY, NAME STRING) WITH (KAFKA_TOPIC='shipments', VALUE_FORMAT='JSON');
            CREATE TABLE CUSTOMERS (ID BIGINT PRIMARY KEY, NAME STRING, CITY STRING) WITH (KAFKA_TOPIC='customers', VALUE_FORMAT='JSON');
            CREATE TABLE ACCOUNTS (ID BIGINT PRIMARY KEY, NAME BIGINT) WITH (KAFKA_TOPIC='accounts', VALUE_FORMAT='JSON');
            CREATE TABLE HOUSES (ID BIGINT PRIMARY KEY, OWNER BIGINT) WITH (KAFKA_TOPIC='houses', VALUE_FORMAT='JSON');
            """;

    private final String statements;
    private final List<StoredRecord> before;
    private final List<StoredRecord> underWay;
    private final List<String> left;
    private final List<StoredRecord> then;

    RestoreCase(String statement, List<StoredRecord> before, List<StoredRecord> then) {
        this(statement, before, List.of(), List.of(), then);
    }

    /**
     * @param left the topics that the rows of {@code underWay} have reached
     */
    RestoreCase(
            String statement,
            List<StoredRecord> before,
            List<StoredRecord> underWay,
            List<String> left,
            List<StoredRecord> then) {
        this.statements = statement;
        this.before = before;
        this.underWay = underWay;
        this.left = left;
        this.then = then;
    }

    private static String windowed(String window, String emit) {
        return "CREATE TABLE O AS SELECT REGION, COUNT(*) AS N, SUM(AMOUNT) AS S FROM ORDERS WINDOW %s GROUP BY REGION%s;"
                .formatted(window, emit);
    }

    private static String join(String kind, String left, String join, String right, String within) {
        return "CREATE %s O AS SELECT %s, L.%s AS A, R.NAME AS B FROM %s L %s %s R %s ON L.ID = R.ID;"
                .formatted(
                        kind,
                        join.startsWith("FULL") ? "ROWKEY" : "L.ID AS ID",
                        left.equals("ORDERS") ? "REGION" : "NAME",
                        left,
                        join,
                        right,
                        within);
    }

    private static StoredRecord order(long id, String region, long amount, long timestamp) {
        return StoredRecord.of("orders", id, row(region, amount), timestamp);
    }

    private static StoredRecord returned(long id, String region, long amount, long timestamp) {
        return StoredRecord.of("returns", id, row(region, amount), timestamp);
    }

    private static String row(String region, long amount) {
        return "{\"REGION\":\"%s\",\"AMOUNT\":%d,\"TAGS\":[\"a\",\"%s\"]}"
                .formatted(region, amount, region);
    }

    private static StoredRecord shipment(long id, String name, long timestamp) {
        return StoredRecord.of("shipments", id, "{\"NAME\":\"" + name + "\"}", timestamp);
    }

    private static StoredRecord customer(
            long id, @Nullable String name, @Nullable String city, long timestamp) {
        return StoredRecord.of(
                "customers",
                id,
                name == null ? null : "{\"NAME\":\"%s\",\"CITY\":\"%s\"}".formatted(name, city),
                timestamp);
    }

    private static StoredRecord account(long id, @Nullable Integer name, long timestamp) {
        return StoredRecord.of(
                "accounts", id, name == null ? null : "{\"NAME\":%d}".formatted(name), timestamp);
    }

    private static StoredRecord house(long id, @Nullable Integer owner, long timestamp) {
        return StoredRecord.of(
                "houses", id, owner == null ? null : "{\"OWNER\":%d}".formatted(owner), timestamp);
    }

    /** The name of its files. */
    public String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    String statements() {
        return statements;
    }

    /** The input that makes the state. */
    public List<StoredRecord> before() {
        return before;
    }

    List<StoredRecord> underWay() {
        return underWay;
    }

    List<String> left() {
        return left;
    }

    /** Further input. */
    public List<StoredRecord> then() {
        return then;
    }

    /** The plan as today's planner makes it, for a new fixture. */
    public PhysicalPlan planned() {
        var analyzer = new StatementAnalyzer(FUNCTIONS);
        TopicFacts topics = _ -> Optional.of(new TopicFacts.Topic(1, 1, null));
        var catalog = Catalog.EMPTY;
        for (var parsed : SqlParser.parseScript(SOURCES + statements)) {
            switch (analyzer.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    StatementOptions.DEFAULTS,
                    topics,
                    SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect(var sink, _, var plan, _, _) -> {
                    return PhysicalPlanner.plan(plan, sink);
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(statements);
    }
}
