// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.StubServer;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.FunctionListing;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceDescription.QueryOffsetSummary;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.entity.TopicListing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers that the server gave in the recorded session of the original command line. */
final class ObservedSession {
    private static final String CREATE_S1 =
            "CREATE STREAM S1 (ID STRING KEY, NAME STRING, V INTEGER, A STRUCT<X INTEGER, Y ARRAY<STRING>>) WITH"
                    + " (CLEANUP_POLICY='delete', KAFKA_TOPIC='smp_s1', KEY_FORMAT='KAFKA', PARTITIONS=1, VALUE_FORMAT='JSON');";
    private static final String CREATE_T1 =
            """
            CREATE TABLE T1 WITH (CLEANUP_POLICY='compact', KAFKA_TOPIC='T1', PARTITIONS=1, REPLICAS=1, RETENTION_MS=604800000) AS SELECT
              S1.ID ID,
              COUNT(*) N,
              SUM(S1.V) SV
            FROM S1 S1
            GROUP BY S1.ID
            EMIT CHANGES;""";
    private static final RunningQuery QUERY =
            new RunningQuery(
                    CREATE_T1,
                    List.of("T1"),
                    List.of("T1"),
                    "CTAS_T1_35",
                    new LinkedHashMap<>(Map.of("RUNNING", 1)),
                    "PERSISTENT",
                    "RUNNING",
                    null);
    private static final SchemaInfo STRING = simple("STRING");
    private static final SchemaInfo INTEGER = simple("INTEGER");

    private ObservedSession() {}

    /** Teaches a server the answers to the statements of the script, as they stand there. */
    static void teach(StubServer server, List<String> statements) {
        for (String statement : statements) {
            if (statement.startsWith("CREATE STREAM")) {
                server.answers(statement, done(CREATE_S1, "Stream created"));
            } else if (statement.startsWith("INSERT")) {
                server.answers(statement);
            } else if (statement.startsWith("CREATE TABLE")) {
                server.answers(statement, done(CREATE_T1, "Created query with ID CTAS_T1_35"));
            }
        }
        server.answers(
                "SHOW STREAMS;",
                new KsqlEntity.Streams(
                        "SHOW STREAMS;",
                        List.of(
                                listing("STREAM", "S1", "smp_s1", false),
                                listing("STREAM", "ORDERS", "smp_orders", false),
                                listing("STREAM", "ENRICHED", "ENRICHED", false)),
                        List.of()));
        server.answers(
                "SHOW TABLES;",
                new KsqlEntity.Tables(
                        "SHOW TABLES;",
                        List.of(
                                listing("TABLE", "T1", "T1", false),
                                listing("TABLE", "HOURLY", "HOURLY", true),
                                listing("TABLE", "CUSTOMERS", "smp_customers", false)),
                        List.of()));
        server.answers(
                "SHOW QUERIES;",
                new KsqlEntity.Queries("SHOW QUERIES;", List.of(QUERY), List.of()));
        server.answers(
                "SHOW TOPICS;",
                new KsqlEntity.KafkaTopics(
                        "SHOW TOPICS;",
                        List.of(
                                topic("ENRICHED", 2),
                                topic("HOURLY", 2),
                                topic("T1", 1),
                                topic("TOTALS", 2),
                                topic("smp_customers", 2),
                                topic("smp_orders", 2),
                                topic("smp_s1", 1)),
                        List.of()));
        server.answers("DESCRIBE S1;", describeS1());
        server.answers("DESCRIBE ${x};", describeS1());
        server.answers("DESCRIBE T1 EXTENDED;", describeT1());
        rows(server);
        server.answers(
                "DESCRIBE FUNCTION UCASE;",
                new KsqlEntity.DescribeFunction(
                        "DESCRIBE FUNCTION UCASE;",
                        "UCASE",
                        "Returns an upper-case version of the input string.",
                        "",
                        "",
                        "internal",
                        List.of(
                                new FunctionListing.Overload(
                                        List.of(
                                                new FunctionListing.Argument(
                                                        "input",
                                                        "VARCHAR",
                                                        "The string to upper-case",
                                                        false)),
                                        "VARCHAR",
                                        "",
                                        List.of("VARCHAR"))),
                        "SCALAR",
                        List.of()));
    }

    private static void rows(StubServer server) {
        server.responds(
                "SELECT * FROM S1 EMIT CHANGES LIMIT 2;",
                200,
                """
                [{"header":{"queryId":"q","schema":"`ID` STRING, `NAME` STRING, `V` INTEGER, `A` STRUCT<`X` INTEGER, `Y` ARRAY<STRING>>"}},
                {"row":{"columns":["a","alpha",1,{"X":1,"Y":["p","q"]}]}},
                {"row":{"columns":["b","a considerably longer name that needs more room than a column has in a narrow terminal",2,null]}},
                {"finalMessage":"Limit Reached"}]""");
        server.responds(
                "SELECT ID, N FROM T1 WHERE ID='a';",
                200,
                """
                [{"header":{"queryId":"q","schema":"`ID` STRING KEY, `N` BIGINT"}},
                {"row":{"columns":["a",1]}}]""");
        server.responds(
                "SELECT * FROM T1;",
                200,
                """
                [{"header":{"queryId":"query_1795493136027","schema":"`ID` STRING KEY, `N` BIGINT, `SV` INTEGER"}},
                {"row":{"columns":["a",1,1]}},
                {"row":{"columns":["b",1,2]}}]""");
        server.responds(
                "PRINT smp_s1 FROM BEGINNING LIMIT 2;",
                200,
                """
                Key format: KAFKA_STRING
                Value format: JSON or KAFKA_STRING
                rowtime: 2026/11/24 04:05:09.266 Z, key: a, value: {"NAME":"alpha","V":1,"A":{"X":1,"Y":["p","q"]}}, partition: 0
                rowtime: 2026/11/24 04:05:09.284 Z, key: b, value: {"NAME":"a considerably longer name that needs more room than a column has in a narrow terminal","V":2,"A":null}, partition: 0
                """);
    }

    static KsqlEntity done(String statement, String message) {
        return new KsqlEntity.CurrentStatus(
                statement, "id", new CommandStatus("SUCCESS", message, null), 7, List.of());
    }

    private static SourceListing listing(String type, String name, String topic, boolean windowed) {
        return new SourceListing(type, name, topic, "KAFKA", "JSON", windowed);
    }

    private static TopicListing topic(String name, int partitions) {
        return new TopicListing(name, java.util.Collections.nCopies(partitions, 1), null, null);
    }

    private static SchemaInfo simple(String type) {
        return new SchemaInfo(type, null, null, null);
    }

    private static KsqlEntity describeS1() {
        SchemaInfo struct =
                new SchemaInfo(
                        "STRUCT",
                        List.of(
                                new FieldInfo("X", INTEGER, null, null),
                                new FieldInfo(
                                        "Y",
                                        new SchemaInfo("ARRAY", null, STRING, null),
                                        null,
                                        null)),
                        null,
                        null);
        return describe(
                "DESCRIBE S1;",
                "S1",
                List.of(
                        new FieldInfo("ID", STRING, "KEY", null),
                        new FieldInfo("NAME", STRING, null, null),
                        new FieldInfo("V", INTEGER, null, null),
                        new FieldInfo("A", struct, null, null)),
                "STREAM",
                false);
    }

    /** The table T1, with its key ID. */
    static KsqlEntity describeT1() {
        return describe(
                "DESCRIBE T1 EXTENDED;",
                "T1",
                List.of(
                        new FieldInfo("ID", STRING, "KEY", null),
                        new FieldInfo("N", simple("BIGINT"), null, null),
                        new FieldInfo("SV", INTEGER, null, null)),
                "TABLE",
                true);
    }

    private static KsqlEntity describe(
            String statement, String name, List<FieldInfo> fields, String type, boolean extended) {
        return new KsqlEntity.SourceDescriptionEntity(
                statement,
                new SourceDescription(
                        name,
                        null,
                        List.of(),
                        extended ? List.of(QUERY) : List.of(),
                        fields,
                        type,
                        "",
                        "",
                        "",
                        extended,
                        "KAFKA",
                        "JSON",
                        name,
                        1,
                        1,
                        extended ? CREATE_T1 : "",
                        extended
                                ? List.of(
                                        new QueryOffsetSummary(
                                                "_confluent-ksql-sample_query_CTAS_T1_35",
                                                List.of()))
                                : List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                List.of());
    }
}
