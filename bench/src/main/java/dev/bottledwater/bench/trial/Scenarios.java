// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.bench.trial.Scenario.Repeats;
import dev.bottledwater.bench.trial.Scenario.Result;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scenario per kind of join, window and aggregation.
 *
 * <p>Why their results are well defined: input comes in {@linkplain Workload steps}, each of which
 * every query has processed before the next one is written. The tables change in one step and the
 * streams in the next, so what a stream finds in a table is known. All records of a step lie within
 * a minute and the grace period is two, so that none is late in whatever order partitions and
 * topics are read; between two steps of a stream lie ten minutes, so that windows close, and
 * unmatched rows and final results come out, when all their records are there. Streams are joined
 * within a minute, a whole step: Kafka Streams emits a row without a partner at once when the
 * window has ended by the time it comes, grace or not, which would depend on the order. Aggregates
 * are of whole numbers and don't depend on an order. Plans are deleted while no user changes: when
 * a row gets another value with the same foreign key, Kafka Streams' inner join answers only if the
 * other table has that key, and so leaves a result of before in place if that was deleted in
 * between. Final results need a retention that is longer than any pause of the input: when a window
 * closes, Kafka Streams looks for it in the store, which forgets by the time of the record that
 * closes it.
 */
final class Scenarios {
    private static final String GRACE = "GRACE PERIOD 2 MINUTES";

    private Scenarios() {}

    /** All of them. */
    static final List<Scenario> ALL =
            List.of(
                    streams("inner", "C.K AS K", "JOIN"),
                    streams("left", "C.K AS K", "LEFT JOIN"),
                    streams("right", "V.K AS K", "RIGHT JOIN"),
                    streams("full", "ROWKEY AS K, C.K AS CK, V.K AS VK", "FULL OUTER JOIN"),
                    lookup("inner", "JOIN"),
                    lookup("left", "LEFT JOIN"),
                    tables("inner", "U.K AS K", "JOIN"),
                    tables("left", "U.K AS K", "LEFT JOIN"),
                    tables("full", "ROWKEY AS K, U.K AS UK, A.K AS AK", "FULL OUTER JOIN"),
                    foreignKey("inner", "JOIN"),
                    foreignKey("left", "LEFT JOIN"),
                    aggregate(
                            "tumbling",
                            "K",
                            "WINDOW TUMBLING (SIZE 10 SECONDS, %s)".formatted(GRACE),
                            ""),
                    aggregate(
                            "hopping",
                            "G",
                            "WINDOW HOPPING (SIZE 20 SECONDS, ADVANCE BY 5 SECONDS, %s)"
                                    .formatted(GRACE),
                            ""),
                    aggregate(
                            "session", "K", "WINDOW SESSION (3 SECONDS, %s)".formatted(GRACE), ""),
                    aggregate("unwindowed", "G", "", ""),
                    aggregate(
                            "emit-final",
                            "G",
                            "WINDOW TUMBLING (SIZE 10 SECONDS, RETENTION 1 DAY, %s)"
                                    .formatted(GRACE),
                            "EMIT FINAL"),
                    tableAggregate(),
                    partitionBy(),
                    chain());

    /** One of each kind of state, for where there is no time for all of them. */
    static final List<Scenario> SOME =
            named(
                    List.of(
                            "stream-stream-full",
                            "stream-table-left",
                            "foreign-key-left",
                            "session",
                            "unwindowed",
                            "table-aggregate",
                            "insert-chain"));

    /** Those of these names. */
    static List<Scenario> named(List<String> names) {
        return ALL.stream().filter(s -> names.contains(s.name())).toList();
    }

    private static Scenario streams(String kind, String key, String join) {
        return stream(
                "stream-stream-" + kind,
                Result.RECORDS,
                "SELECT %s, N, M FROM CLICKS C %s VIEWS V WITHIN 1 MINUTE %s ON C.K = V.K"
                        .formatted(key, join, GRACE),
                Source.CLICKS,
                Source.VIEWS);
    }

    private static Scenario lookup(String kind, String join) {
        return stream(
                "stream-table-" + kind,
                Result.RECORDS_IN_ORDER,
                "SELECT C.K AS K, N, NAME, PLAN FROM CLICKS C %s USERS U ON C.K = U.K"
                        .formatted(join),
                Source.CLICKS,
                Source.USERS);
    }

    private static Scenario tables(String kind, String key, String join) {
        return table(
                "table-table-" + kind,
                Repeats.HARMLESS,
                "SELECT %s, NAME, BALANCE FROM USERS U %s ACCOUNTS A ON U.K = A.K"
                        .formatted(key, join),
                Source.USERS,
                Source.ACCOUNTS);
    }

    private static Scenario foreignKey(String kind, String join) {
        return table(
                "foreign-key-" + kind,
                Repeats.HARMLESS,
                "SELECT U.K AS K, NAME, PLAN, PRICE FROM USERS U %s PLANS P ON U.PLAN = P.ID"
                        .formatted(join),
                Source.USERS,
                Source.PLANS);
    }

    private static Scenario aggregate(String name, String key, String window, String emit) {
        return table(
                name,
                Repeats.ADDED,
                "SELECT %s, COUNT(*) AS CLICKS, SUM(N) AS TOTAL, MIN(N) AS FIRST, MAX(N) AS LAST FROM CLICKS %s GROUP BY %s %s"
                        .formatted(key, window, key, emit),
                Source.CLICKS);
    }

    private static Scenario tableAggregate() {
        return table(
                "table-aggregate",
                Repeats.UNDONE,
                "SELECT PLAN, COUNT(*) AS USERS, SUM(AGE) AS AGES FROM USERS GROUP BY PLAN",
                Source.USERS);
    }

    private static Scenario partitionBy() {
        return stream(
                "partition-by",
                Result.RECORDS,
                "SELECT G, K, N FROM CLICKS PARTITION BY G",
                Source.CLICKS);
    }

    /** Two queries write one stream, which a third reads. */
    private static Scenario chain() {
        var merged = "{out}-merged";
        return new Scenario(
                "insert-chain",
                List.of(
                        "CREATE STREAM {name}_MERGED WITH (KAFKA_TOPIC='%s') AS SELECT K, N FROM CLICKS WHERE N %% 3 <> 0;"
                                .formatted(merged),
                        "INSERT INTO {name}_MERGED WITH (QUERY_ID='{name}_VIEWS') SELECT K, M AS N FROM VIEWS WHERE M % 3 <> 1;",
                        "CREATE STREAM {name} WITH (KAFKA_TOPIC='{out}') AS SELECT K, N * 10 AS N FROM {name}_MERGED;"),
                Map.of(
                        "CSAS_{name}_MERGED_",
                        List.of(Source.CLICKS.topic()),
                        "{name}_VIEWS",
                        List.of(Source.VIEWS.topic()),
                        "CSAS_{name}_",
                        List.of(merged)),
                Result.RECORDS,
                Repeats.HARMLESS);
    }

    private static Scenario stream(String name, Result result, String select, Source... reads) {
        return scenario("STREAM", name, result, Repeats.HARMLESS, select, reads);
    }

    private static Scenario table(String name, Repeats repeats, String select, Source... reads) {
        return scenario("TABLE", name, Result.TABLE, repeats, select, reads);
    }

    private static Scenario scenario(
            String kind,
            String name,
            Result result,
            Repeats repeats,
            String select,
            Source... reads) {
        var topics = new LinkedHashMap<String, List<String>>();
        topics.put(
                "C%sAS_{name}_".formatted(kind.charAt(0)),
                Arrays.stream(reads).map(Source::topic).toList());
        return new Scenario(
                name,
                List.of(
                        "CREATE %s {name} WITH (KAFKA_TOPIC='{out}') AS %s;"
                                .formatted(kind, select)),
                topics,
                result,
                repeats);
    }
}
