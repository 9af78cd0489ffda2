// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import dev.bottledwater.sql.function.FunctionRegistry;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements by chance over the sources of {@link #SETUP}: most of them mean something. */
final class StatementGenerator {
    /** The sources that statements are about. */
    static final String SETUP =
            """
            CREATE STREAM S1 (K BIGINT KEY, A INT, B VARCHAR, C DOUBLE, D DECIMAL(9, 2), E BOOLEAN, F ARRAY<INT>,
                G MAP<VARCHAR, INT>, H STRUCT<X INT, Y VARCHAR>, T TIMESTAMP, DD DATE, RAW BYTES, BI BIGINT)
              WITH (KAFKA_TOPIC='s1', VALUE_FORMAT='JSON');
            CREATE STREAM S2 (K BIGINT KEY, P INT, Q VARCHAR) WITH (KAFKA_TOPIC='s2', VALUE_FORMAT='JSON');
            CREATE TABLE T1 (K BIGINT PRIMARY KEY, M INT, N VARCHAR) WITH (KAFKA_TOPIC='t1', VALUE_FORMAT='JSON');
            CREATE TABLE T2 (K BIGINT PRIMARY KEY, FK BIGINT, V INT) WITH (KAFKA_TOPIC='t2', VALUE_FORMAT='JSON');
            CREATE TYPE POINT AS STRUCT<X INT, Y INT>;
            """;

    private static final List<String> TYPES =
            List.of(
                    "INT",
                    "BIGINT",
                    "DOUBLE",
                    "VARCHAR",
                    "BOOLEAN",
                    "DECIMAL(9, 2)",
                    "TIMESTAMP",
                    "DATE",
                    "TIME",
                    "BYTES",
                    "ARRAY<INT>",
                    "MAP<VARCHAR, BIGINT>",
                    "STRUCT<X INT, Y VARCHAR>",
                    "POINT");
    private static final List<String> UNITS =
            List.of("SECONDS", "MINUTE", "HOURS", "DAYS", "MILLISECONDS");

    private final RandomGenerator random;
    private final ExpressionGenerator expressions;
    private final FunctionCalls calls;
    private int names;

    StatementGenerator(RandomGenerator random, FunctionRegistry functions) {
        this.random = random;
        this.expressions = new ExpressionGenerator(random);
        this.calls = new FunctionCalls(random, functions);
    }

    String next() {
        names = 0;
        return switch (random.nextInt(19)) {
            case 0 -> createSource();
            case 1, 2, 3, 4 -> projection();
            case 5, 6 -> aggregate();
            case 7 -> streamTable();
            case 8 -> streams();
            case 9 -> tables();
            case 10, 11 -> insertValues();
            case 12 ->
                    "INSERT INTO S2 SELECT K, A AS P, B AS Q FROM S1 WHERE %s;".formatted(bool());
            case 13 -> push();
            case 14 ->
                    "CREATE STREAM O AS SELECT %s FROM S1 PARTITION BY %s;"
                            .formatted("A, " + columns(2) + ", K", pick("A", "B", "BI"));
            case 15, 16 ->
                    "INSERT INTO S1 (K, B) VALUES (1, CAST(%s AS VARCHAR));".formatted(call(true));
            case 17 -> "CREATE STREAM O AS SELECT K, %s AS C FROM S1;".formatted(call(false));
            default -> other();
        };
    }

    private String call(boolean constant) {
        if (constant) {
            expressions.constant("INT", 0);
        } else {
            expressions.of("INT", 0);
        }
        return calls.next(expressions);
    }

    private String bool() {
        return expressions.of("BOOLEAN", 3);
    }

    private String columns(int most) {
        return IntStream.rangeClosed(0, random.nextInt(most + 1))
                .mapToObj(
                        _ -> {
                            var type =
                                    pick(
                                            "INT",
                                            "BIGINT",
                                            "DOUBLE",
                                            "VARCHAR",
                                            "BOOLEAN",
                                            "DECIMAL",
                                            "ARRAY",
                                            "TIMESTAMP");
                            return expressions.of(type, 3) + " AS C" + names++;
                        })
                .collect(Collectors.joining(", "));
    }

    private String createSource() {
        boolean table = random.nextInt(3) == 0;
        var columns =
                IntStream.range(0, random.nextInt(1, 6))
                        .mapToObj(i -> "V" + i + " " + TYPES.get(random.nextInt(TYPES.size())))
                        .collect(Collectors.joining(", "));
        return "CREATE %s%s N (ID %s %sKEY, %s) WITH (KAFKA_TOPIC='n', PARTITIONS=%d, VALUE_FORMAT='%s'%s);"
                .formatted(
                        pick("", "OR REPLACE ", ""),
                        table ? "TABLE" : "STREAM",
                        pick("INT", "BIGINT", "VARCHAR", "DOUBLE"),
                        table ? "PRIMARY " : "",
                        columns,
                        random.nextInt(1, 5),
                        pick("JSON", "JSON", "AVRO", "DELIMITED", "JSON_SR", "PROTOBUF"),
                        pick("", ", TIMESTAMP='V0'", ", KEY_FORMAT='JSON'", ""));
    }

    private String projection() {
        return "CREATE STREAM O %sAS SELECT K, %s FROM S1%s%s;"
                .formatted(
                        pick("", "WITH (VALUE_FORMAT='AVRO') ", "WITH (PARTITIONS=2) ", ""),
                        pick(columns(4), columns(2), "*"),
                        random.nextBoolean() ? " WHERE " + bool() : "",
                        pick("", " EMIT CHANGES"));
    }

    private String push() {
        return "SELECT %s FROM %s EMIT CHANGES%s;"
                .formatted(
                        pick("*", columns(3)),
                        "S1" + (random.nextBoolean() ? " WHERE " + bool() : ""),
                        pick("", " LIMIT 3"));
    }

    private String aggregate() {
        var by = pick("A", "B", "K", "BI");
        var calls =
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> aggregateCall() + " AS C" + names++)
                        .collect(Collectors.joining(", "));
        return "CREATE TABLE O AS SELECT %s, %s FROM S1%s%s GROUP BY %s%s%s;"
                .formatted(
                        by,
                        calls,
                        window(),
                        random.nextInt(3) == 0 ? " WHERE " + bool() : "",
                        by,
                        random.nextInt(4) == 0 ? " HAVING COUNT(*) > 1" : "",
                        pick("", "", " EMIT CHANGES"));
    }

    private String aggregateCall() {
        return switch (random.nextInt(6)) {
            case 0 -> "COUNT(*)";
            case 1 -> "SUM(%s)".formatted(expressions.of(pick("INT", "BIGINT", "DOUBLE"), 2));
            case 2 -> pick("MIN", "MAX") + "(%s)".formatted(expressions.of("INT", 2));
            case 3 -> "AVG(%s)".formatted(expressions.of("DOUBLE", 2));
            case 4 -> "LATEST_BY_OFFSET(%s)".formatted(expressions.of("VARCHAR", 2));
            default -> "COUNT(%s)".formatted(expressions.of("VARCHAR", 2));
        };
    }

    private String window() {
        var grace = pick("", ", GRACE PERIOD 1 SECONDS", ", RETENTION 3 DAYS");
        return switch (random.nextInt(5)) {
            case 0 -> " WINDOW TUMBLING (SIZE %s%s)".formatted(span(), grace);
            case 1 -> " WINDOW HOPPING (SIZE 10 SECONDS, ADVANCE BY 2 SECONDS%s)".formatted(grace);
            case 2 -> " WINDOW SESSION (%s%s)".formatted(span(), grace);
            default -> "";
        };
    }

    private String span() {
        return random.nextInt(1, 9) + " " + UNITS.get(random.nextInt(UNITS.size()));
    }

    private String streamTable() {
        return "CREATE STREAM O AS SELECT S1.K, S1.A, T1.M, T1.N FROM S1 %s T1 ON S1.K = T1.K%s;"
                .formatted(
                        pick("JOIN", "LEFT JOIN", "INNER JOIN"),
                        random.nextBoolean() ? " WHERE " + bool().replace("K", "S1.K") : "");
    }

    private String streams() {
        return "CREATE STREAM O AS SELECT %s, A, P, Q FROM S1 %s S2 WITHIN %s%s ON S1.K = S2.K;"
                .formatted(
                        pick("S1.K", "S2.K", "ROWKEY"),
                        pick("JOIN", "LEFT JOIN", "FULL OUTER JOIN"),
                        pick(span(), "(1 SECONDS, 2 SECONDS)"),
                        pick("", " GRACE PERIOD 5 SECONDS"));
    }

    private String tables() {
        return random.nextBoolean()
                ? "CREATE TABLE O AS SELECT T1.K, M, V FROM T1 %s T2 ON T1.K = T2.K;"
                        .formatted(pick("JOIN", "LEFT JOIN", "INNER JOIN"))
                : "CREATE TABLE O AS SELECT T2.K, V, N FROM T2 %s T1 ON T2.FK = T1.K;"
                        .formatted(pick("JOIN", "LEFT JOIN"));
    }

    private String insertValues() {
        return "INSERT INTO S1 (K, A, B, C, F) VALUES (%s, %s, %s, %s, %s);"
                .formatted(
                        constant("BIGINT"),
                        constant("INT"),
                        constant("VARCHAR"),
                        constant("DOUBLE"),
                        pick("ARRAY[1, 2]", "NULL", "ARRAY[" + constant("INT") + "]"));
    }

    private String constant(String type) {
        return expressions.constant(type, 2);
    }

    private String other() {
        return pick(
                "SHOW STREAMS;",
                "LIST TOPICS;",
                "DESCRIBE S1 EXTENDED;",
                "EXPLAIN SELECT * FROM S1 EMIT CHANGES;",
                "SET 'auto.offset.reset'='earliest';",
                "DROP STREAM IF EXISTS S2 DELETE TOPIC;",
                "DROP TABLE T2;",
                "CREATE TYPE ADDRESS AS STRUCT<A VARCHAR, B ARRAY<POINT>>;",
                "DROP TYPE POINT;",
                "ALTER STREAM S2 ADD COLUMN Z INT;",
                "TERMINATE ALL;",
                "PRINT 's1' FROM BEGINNING LIMIT 2;",
                "DEFINE X = 'y';",
                "SELECT * FROM T1 WHERE K = 1;");
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
