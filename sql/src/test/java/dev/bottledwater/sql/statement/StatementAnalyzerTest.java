// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static dev.bottledwater.sql.statement.Statements.analyze;
import static dev.bottledwater.sql.statement.Statements.create;
import static dev.bottledwater.sql.statement.Statements.createAs;
import static dev.bottledwater.sql.statement.Statements.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.TimestampColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class StatementAnalyzerTest {
    @Test
    void aCreatedStreamHasItsDefaultsWrittenOut() {
        var created =
                create(
                        "CREATE STREAM S (CUSTOMER VARCHAR KEY, AMOUNT DECIMAL(10,2), ADDR STRUCT<CITY"
                                + " VARCHAR, ZIP INT>, TS TIMESTAMP) WITH (KAFKA_TOPIC='new_orders',"
                                + " PARTITIONS=2, VALUE_FORMAT='json')");
        assertThat(created.source().statement())
                .isEqualTo(
                        "CREATE STREAM S (CUSTOMER STRING KEY, AMOUNT DECIMAL(10, 2), ADDR"
                                + " STRUCT<CITY STRING, ZIP INTEGER>, TS TIMESTAMP) WITH"
                                + " (CLEANUP_POLICY='delete', KAFKA_TOPIC='new_orders',"
                                + " KEY_FORMAT='KAFKA', PARTITIONS=2, VALUE_FORMAT='json');");
        assertThat(created.source().schema())
                .hasToString(
                        "`CUSTOMER` STRING KEY, `AMOUNT` DECIMAL(10, 2), `ADDR` STRUCT<`CITY`"
                                + " STRING, `ZIP` INTEGER>, `TS` TIMESTAMP");
        assertThat(created.topic()).isEqualTo(new TopicSpec("new_orders", 2, null, null, "delete"));
        assertThat(created.source().valueFormat()).isEqualTo(FormatSpec.of("JSON"));
        assertThat(created.replaces()).isFalse();
    }

    @Test
    void propertiesBecomePartsOfTheSource() {
        var source =
                create(
                                "CREATE TABLE T (K INT PRIMARY KEY, V BIGINT) WITH (KAFKA_TOPIC='t',"
                                        + " FORMAT='JSON', TIMESTAMP='v', WRAP_SINGLE_VALUE=false,"
                                        + " WINDOW_TYPE='hopping', WINDOW_SIZE='10 seconds')")
                        .source();
        assertThat(source.window()).isEqualTo(new KeyWindow(KeyWindow.Type.HOPPING, 10_000L));
        assertThat(source.timestamp()).isEqualTo(new TimestampColumn("V", null));
        assertThat(source.valueFormat().wrapping()).isEqualTo(FormatSpec.Wrapping.UNWRAPPED);
        assertThat(source.keyFormat())
                .isEqualTo(new FormatSpec("JSON", Map.of(), FormatSpec.Wrapping.UNWRAPPED));
        assertThat(source.statement()).contains("CLEANUP_POLICY='compact,delete'");
    }

    @Test
    void serverPropertiesGiveDefaults() {
        var options =
                new StatementOptions(
                        Map.of(
                                "ksql.persistence.default.format.value",
                                "JSON",
                                "ksql.persistence.default.format.key",
                                "JSON",
                                "ksql.output.topic.name.prefix",
                                "out_"));
        var created =
                (AnalyzedStatement.CreateSource)
                        analyze(
                                "CREATE STREAM S (K INT KEY, V INT) WITH (KAFKA_TOPIC='t')",
                                TestCatalog.CATALOG,
                                options);
        assertThat(created.source().keyFormat().name()).isEqualTo("JSON");
        var as =
                (AnalyzedStatement.CreateAsSelect)
                        analyze(
                                "CREATE STREAM S AS SELECT * FROM ORDERS",
                                TestCatalog.CATALOG,
                                options);
        assertThat(as.topic().name()).isEqualTo("out_S");
        assertThat(as.sink().keyFormat().name()).isEqualTo("KAFKA");
    }

    @Test
    void customTypesAreReplacedByWhatTheyStandFor() {
        var catalog = TestCatalog.CATALOG.withType("ADDRESS", TestCatalog.ADDRESS);
        var created =
                (AnalyzedStatement.CreateSource)
                        analyze(
                                "CREATE STREAM S (A ADDRESS, L ARRAY<ADDRESS>) WITH (KAFKA_TOPIC='t',"
                                        + " VALUE_FORMAT='JSON')",
                                catalog,
                                StatementOptions.DEFAULTS);
        assertThat(created.source().schema().columns().getFirst().type())
                .isEqualTo(TestCatalog.ADDRESS);
        assertThat(created.source().statement())
                .contains("L ARRAY<STRUCT<CITY STRING, ZIP INTEGER>>");
        assertThat(refused("CREATE STREAM S (A ADDRES) WITH (KAFKA_TOPIC='t')", catalog).hint())
                .contains("Did you mean 'ADDRESS'?");
    }

    @Test
    void aStreamAsSelectIsShownAsKsqlShowsIt() {
        var created =
                createAs(
                        "CREATE STREAM BIG AS SELECT CUSTOMER, ID, UCASE(ITEM) AS ITEM, ADDR->CITY AS"
                                + " CITY, AMOUNT FROM ORDERS WHERE AMOUNT > 11 EMIT CHANGES");
        assertThat(created.sink().statement())
                .isEqualTo(
                        """
                        CREATE STREAM BIG WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='BIG', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT
                          ORDERS.CUSTOMER CUSTOMER,
                          ORDERS.ID ID,
                          UCASE(ORDERS.ITEM) ITEM,
                          ORDERS.ADDR->CITY CITY,
                          ORDERS.AMOUNT AMOUNT
                        FROM ORDERS ORDERS
                        WHERE (ORDERS.AMOUNT > 11)
                        EMIT CHANGES;""");
        assertThat(created.queryIdPrefix()).isEqualTo("CSAS_BIG");
        assertThat(created.topic()).isEqualTo(new TopicSpec("BIG", 2, 1, 604800000L, "delete"));
        assertThat(created.sink().schema())
                .hasToString(
                        "`CUSTOMER` STRING KEY, `ID` BIGINT, `ITEM` STRING, `CITY` STRING, `AMOUNT`"
                                + " DECIMAL(10, 2)");
    }

    @Test
    void aWindowedTableAsSelectIsShownAsKsqlShowsIt() {
        var created =
                createAs(
                        "CREATE TABLE HOURLY AS SELECT CUSTOMER, COUNT(*) AS N FROM ORDERS WINDOW"
                                + " TUMBLING (SIZE 1 HOUR, RETENTION 30 DAYS) GROUP BY CUSTOMER");
        assertThat(created.sink().statement())
                .isEqualTo(
                        """
                        CREATE TABLE HOURLY WITH (CLEANUP_POLICY='compact,delete', KAFKA_TOPIC='HOURLY', PARTITIONS=2, REPLICAS=1, RETENTION_MS=2592000000) AS SELECT
                          ORDERS.CUSTOMER CUSTOMER,
                          COUNT(*) N
                        FROM ORDERS ORDERS
                        WINDOW TUMBLING ( SIZE 1 HOURS , RETENTION 30 DAYS )\s
                        GROUP BY ORDERS.CUSTOMER
                        EMIT CHANGES;"""
                                .replace(
                                        "SIZE 1 HOURS , RETENTION 30 DAYS",
                                        windowText(created.sink().statement())));
        assertThat(created.sink().window())
                .isEqualTo(new KeyWindow(KeyWindow.Type.TUMBLING, 3_600_000L));
    }

    /** How the clause is written with a retention isn't known from a real server. */
    private static String windowText(String statement) {
        int from = statement.indexOf("( ", statement.indexOf("WINDOW TUMBLING")) + 2;
        return statement.substring(from, statement.indexOf(" ) \nGROUP"));
    }

    @Test
    void keysFollowTheProjection() {
        assertThat(
                        createAs(
                                        "CREATE STREAM S AS SELECT ID AS K, ITEM, CUSTOMER FROM ORDERS PARTITION BY ID")
                                .sink()
                                .schema())
                .hasToString("`K` BIGINT KEY, `ITEM` STRING, `CUSTOMER` STRING");
        var keyless = createAs("CREATE STREAM S AS SELECT ID FROM ORDERS PARTITION BY NULL").sink();
        assertThat(keyless.schema().keyCount()).isZero();
        assertThat(keyless.keyFormat().name()).isEqualTo("NONE");
        assertThat(
                        createAs("CREATE STREAM S AS SELECT V FROM EVENTS PARTITION BY V")
                                .sink()
                                .keyFormat()
                                .name())
                .isEqualTo("KAFKA");
        assertThat(
                        createAs(
                                        "CREATE TABLE T WITH (KEY_FORMAT='JSON') AS SELECT N * 2, ADDR->CITY,"
                                                + " COUNT(*) FROM ORDERS GROUP BY ADDR->CITY, N * 2")
                                .sink()
                                .schema())
                .hasToString("`CITY` STRING KEY, `KSQL_COL_0` INTEGER KEY, `KSQL_COL_1` BIGINT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE STREAM X | Failed to prepare statement: Missing required property "KAFKA_TOPIC" which has no default value.
                    CREATE STREAM X (A INT) WITH (VALUE_FORMAT='JSON') | Failed to prepare statement: Missing required property "KAFKA_TOPIC" which has no default value.
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', FOO='bar') | Failed to prepare statement: Invalid config variable(s) in the WITH clause: FOO
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='newtopic', VALUE_FORMAT='JSON') | Topic 'newtopic' does not exist. If you want to create a new topic for the stream/table please re-run the statement providing the required 'PARTITIONS' configuration in the WITH clause (and optionally 'REPLICAS'). For example: CREATE STREAM X (A INTEGER) WITH (KAFKA_TOPIC='newtopic', KEY_FORMAT='KAFKA', PARTITIONS=2, VALUE_FORMAT='JSON');
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', PARTITIONS=3, VALUE_FORMAT='JSON') | A Kafka topic with the name 't' already exists, with different partition/replica configuration than required. KSQL expects 3 partitions (topic has 2)
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='XML') | Unknown format: XML
                    CREATE STREAM X (A ARRAY<INT>) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='DELIMITED') | The 'DELIMITED' format does not support type 'ARRAY', column: `A`
                    CREATE STREAM X (A MAP<INT, INT>) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='PROTOBUF_NOSR') | PROTOBUF_NOSR format only supports MAP types with STRING keys
                    CREATE STREAM X (A STRUCT<B ARRAY<ARRAY<INT>>>) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='PROTOBUF_NOSR') | PROTOBUF_NOSR format does not support ARRAY types whose elements are ARRAY or MAP types
                    CREATE STREAM X (A STRUCT<`b-c` INT>) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='PROTOBUF') | Schema is not compatible with Protobuf: `b-c` is no name of letters, digits and underscores
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='PROTOBUF_NOSR', WRAP_SINGLE_VALUE=false) | Format 'PROTOBUF_NOSR' does not support 'WRAP_SINGLE_VALUE' set to 'false'.
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='PROTOBUF_NOSR', VALUE_PROTOBUF_NULLABLE_REPRESENTATION='MAYBE') | Invalid value MAYBE for configuration VALUE_PROTOBUF_NULLABLE_REPRESENTATION: String must be one of: OPTIONAL, WRAPPER
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', VALUE_PROTOBUF_NULLABLE_REPRESENTATION='WRAPPER') | JSON does not support the following configs: [nullableRepresentation]
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t') | Statement is missing the 'VALUE_FORMAT' property from the WITH clause.
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', FORMAT='JSON', KEY_FORMAT='KAFKA') | Cannot supply both 'KEY_FORMAT' and 'FORMAT' properties
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', VALUE_DELIMITER='x') | JSON does not support the following configs: [delimiter]
                    CREATE STREAM X (A INT, B INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', WRAP_SINGLE_VALUE=true) | 'WRAP_SINGLE_VALUE' is only valid for single-field value schemas
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='KAFKA', WRAP_SINGLE_VALUE=true) | Format 'KAFKA' does not support 'WRAP_SINGLE_VALUE' set to 'true'.
                    CREATE STREAM X (A BOOLEAN) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='KAFKA') | The 'KAFKA' format does not support type 'BOOLEAN'
                    CREATE STREAM X (A INT, B STRING) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='KAFKA') | The 'KAFKA' format only supports a single field. Got: [`A` INTEGER, `B` STRING]
                    CREATE STREAM X (K BOOLEAN KEY) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Key format does not support schema.\\nformat: KAFKA\\nschema: Persistence{columns=[`K` BOOLEAN KEY], features=[]}\\nreason: The 'KAFKA' format does not support type 'BOOLEAN'
                    CREATE STREAM X (K MAP<STRING, INT> KEY) WITH (KAFKA_TOPIC='t', FORMAT='JSON') | Map keys, including types that contain maps, are not supported
                    CREATE STREAM X (V MAP<INT, INT>) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | JSON only supports MAP types with STRING keys
                    CREATE TABLE X (K INT PRIMARY KEY, V INT) WITH (KAFKA_TOPIC='t', KEY_FORMAT='NONE', VALUE_FORMAT='JSON') | The 'NONE' format can only be used when no columns are defined. Got: [`K` INTEGER KEY]
                    CREATE TABLE X (K INT, V INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Tables require a PRIMARY KEY. Please define the PRIMARY KEY.
                    CREATE STREAM X WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | No columns supplied.
                    CREATE STREAM X (A INT KEY, A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Failed to prepare statement: Duplicate column names: `A`
                    CREATE STREAM X (ROWPARTITION INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | 'ROWPARTITION' is a reserved column name. You cannot use it as a name for a column.
                    CREATE STREAM X (H INT HEADER('h')) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Invalid type for HEADER('h') column: expected BYTES, got INTEGER
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', TIMESTAMP='B') | The TIMESTAMP column set in the WITH clause does not exist in the schema: 'B'
                    CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', TIMESTAMP='A') | Timestamp column, `A`, should be LONG(INT64), TIMESTAMP, or a String with a timestamp_format specified
                    CREATE STREAM X (K INT KEY, A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', WINDOW_TYPE='HOPPING', WINDOW_SIZE='30 bobs') | Configuration WINDOW_SIZE is invalid: Invalid duration: '30 bobs'. Unknown time unit: 'BOBS'
                    CREATE STREAM X (K INT KEY, A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', WINDOW_TYPE='SESSION', WINDOW_SIZE='1 SECOND') | 'WINDOW_SIZE' should not be set for SESSION windows.
                    CREATE STREAM ORDERS (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Cannot add stream 'ORDERS': A stream with the same name already exists
                    CREATE OR REPLACE SOURCE STREAM ORDERS (A INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Cannot add stream 'ORDERS': CREATE OR REPLACE is not supported on source streams.
                    CREATE OR REPLACE STREAM ORDERS (A INT) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON') | Cannot upgrade data source: DataSource '`ORDERS`' has key columns, which can't change
                    CREATE STREAM X AS SELECT NOSUCH FROM ORDERS | Could not determine output schema for query due to error: Line: 1, Col: 27: SELECT column 'NOSUCH' cannot be resolved.
                    CREATE STREAM X AS SELECT ID FROM NOSUCH | Exception while preparing statement: NOSUCH does not exist.
                    CREATE STREAM X AS SELECT CUSTOMER, COUNT(*) FROM ORDERS GROUP BY CUSTOMER | Invalid result type. Your SELECT query produces a TABLE. Please use CREATE TABLE AS SELECT statement instead.\\nStatement: CREATE STREAM X WITH (CLEANUP_POLICY=
                    CREATE TABLE X AS SELECT * FROM ORDERS | Invalid result type. Your SELECT query produces a STREAM. Please use CREATE STREAM AS SELECT statement instead.
                    CREATE STREAM X AS SELECT ID FROM ORDERS | Key missing from projection (ie, SELECT). See https://cnfl.io/2LV7ouS.\\nThe query used to build `X` must include the key column CUSTOMER in its projection (eg, SELECT CUSTOMER...).
                    CREATE STREAM X AS SELECT A, C FROM TWO_KEYS | must include the key columns A and B in its projection (eg, SELECT A, B...).
                    CREATE STREAM X AS SELECT CUSTOMER, CUSTOMER AS C2 FROM ORDERS | The projection contains a key column (`CUSTOMER`) more than once, aliased as: CUSTOMER and C2.
                    CREATE STREAM X AS SELECT ID FROM ORDERS PARTITION BY ABS(N) | must include the partitioning expression ABS(ORDERS.N) in its projection (eg, SELECT ABS(ORDERS.N)...).
                    CREATE TABLE X AS SELECT COUNT(*) FROM ORDERS GROUP BY ITEM | must include the grouping expression ITEM in its projection (eg, SELECT ITEM...).
                    CREATE TABLE X AS SELECT ITEM A, ITEM B, COUNT(*) FROM ORDERS GROUP BY ITEM | The projection contains a key column more than once: `A` and `B`.
                    CREATE TABLE X AS SELECT ITEM FROM ORDERS GROUP BY ITEM HAVING COUNT(*) > 1 | The projection contains no value columns.
                    CREATE TABLE X AS SELECT COUNT(*) FROM ORDERS | CREATE TABLE AS SELECT statement does not support aggregate function [COUNT(ROWTIME)] without a GROUP BY clause.
                    CREATE TABLE X AS SELECT N, ID, COUNT(*) FROM ORDERS GROUP BY N, ID | Key format does not support schema.\\nformat: KAFKA\\nschema: Persistence{columns=[`N` INTEGER KEY, `ID` BIGINT KEY], features=[]}
                    CREATE TABLE X AS SELECT N, COUNT(*) FROM ORDERS GROUP BY N LIMIT 3 | CREATE TABLE AS SELECT statements don't support LIMIT clause.
                    CREATE STREAM X AS SELECT CUSTOMER, ROWTIME FROM ORDERS | Reserved column name in select: `ROWTIME`. Please remove or alias the column.
                    CREATE STREAM X AS SELECT CUSTOMER, ID AS ROWTIME FROM ORDERS | `ROWTIME` is a reserved column name. You cannot use it as an alias for a column.
                    CREATE STREAM X WITH (KEY_FORMAT='JSON') AS SELECT ID FROM ORDERS PARTITION BY NULL | Key format specified for stream without key columns.
                    CREATE TABLE X AS SELECT * FROM WIN_TABLE | KSQL does not support persistent queries on windowed tables.
                    INSERT INTO NOSUCH SELECT * FROM ORDERS | Line: 1, Col: 13: Source `NOSUCH` does not exist.
                    INSERT INTO CUSTOMERS SELECT * FROM CUSTOMERS | INSERT INTO can only be used to insert into a stream. CUSTOMERS is a table.
                    INSERT INTO EVENTS SELECT CUSTOMER, N AS V FROM ORDERS | Incompatible schema between results and sink.\\nResult schema is `CUSTOMER` STRING KEY, `V` INTEGER\\nSink schema is `V` INTEGER
                    INSERT INTO `orders` VALUES ('a') | Cannot insert values into an unknown stream/table: `orders`\\nDid you mean ORDERS? Hint: try removing double quotes from the source name.
                    INSERT INTO ORDERS (CUSTOMER, NOSUCH) VALUES ('a', 1) | Failed to insert values into 'ORDERS'. Column name `NOSUCH` does not exist.
                    INSERT INTO ORDERS (CUSTOMER, ID) VALUES ('a', 'x') | Failed to insert values into 'ORDERS'. Expected type BIGINT for field `ID` but got STRING(x)
                    INSERT INTO ORDERS (CUSTOMER, ROWPARTITION) VALUES ('a', 1) | Inserting into column `ROWPARTITION` is not allowed.
                    INSERT INTO CUSTOMERS (REGION) VALUES ('a') | Value for primary key column(s) `ID` is required for tables
                    INSERT INTO WIN_TABLE (K) VALUES ('a') | Cannot insert values into windowed stream/table!
                    DROP STREAM NOSUCH | Stream NOSUCH does not exist.
                    DROP TABLE ORDERS | Incompatible data source type is STREAM, but statement was DROP TABLE
                    ALTER STREAM ORDERS ADD COLUMN ID INT | Cannot add column `ID` to schema. A column with the same name already exists.
                    TERMINATE NOSUCH | Unknown queryId: NOSUCH
                    DROP TYPE NOSUCH | Type NOSUCH does not exist.
                    """)
    void theMessageIsKsqls(String sql, String message) {
        var error = refused(sql, TestCatalog.CATALOG);
        assertThat(error.message()).contains(message.replace("\\n", "\n"));
        if (!sql.contains("OR REPLACE STREAM")) {
            assertThat(error.span()).as("place of the error").isPresent();
        }
    }
}
