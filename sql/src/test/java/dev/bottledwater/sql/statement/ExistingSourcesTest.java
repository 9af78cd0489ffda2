// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static dev.bottledwater.sql.statement.Statements.analyze;
import static dev.bottledwater.sql.statement.Statements.createAs;
import static dev.bottledwater.sql.statement.Statements.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.ir.ExpressionPrinter;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Statements over what exists: dropping, inserting, altering, terminating. */
class ExistingSourcesTest {
    @Test
    void existingAndMissingNamesCanBeFine() {
        assertThat(
                        analyze(
                                "CREATE STREAM IF NOT EXISTS ORDERS (A INT) WITH (KAFKA_TOPIC='t',"
                                        + " VALUE_FORMAT='JSON')"))
                .isEqualTo(
                        new AnalyzedStatement.NothingToDo(
                                "Cannot add stream `ORDERS`: A stream with the same name already"
                                        + " exists.",
                                true));
        assertThat(analyze("DROP STREAM IF EXISTS NOSUCH"))
                .isEqualTo(
                        new AnalyzedStatement.NothingToDo(
                                "Source `NOSUCH` does not exist.", false));
    }

    @Test
    void aSourceInUseIsNotDropped() {
        var catalog =
                with(
                        with(TestCatalog.CATALOG, "BIG", "CSAS_BIG_5"),
                        "ALL_OF_IT",
                        "CSAS_ALL_OF_IT_7");
        assertThat(refused("DROP STREAM ORDERS", catalog).message())
                .isEqualTo(
                        "Cannot drop ORDERS.\n"
                                + "The following streams and/or tables read from this source:"
                                + " [ALL_OF_IT, BIG].\n"
                                + "You need to drop them before dropping ORDERS.");
        assertThat(analyze("DROP STREAM BIG DELETE TOPIC", catalog, StatementOptions.DEFAULTS))
                .isEqualTo(
                        new AnalyzedStatement.DropSource(
                                catalog.source("BIG").orElseThrow(),
                                true,
                                "CSAS_BIG_5",
                                "DROP STREAM BIG;"));
        var inserting =
                TestCatalog.CATALOG.withQuery(
                        new QueryInfo("INSERTQUERY_9", "INSERT …", List.of("ORDERS"), "EVENTS"));
        assertThat(refused("DROP STREAM EVENTS", inserting).message()).contains("[INSERTQUERY_9]");
    }

    @Test
    void aQueryTakesThePlaceOfAnother() {
        var catalog = with(TestCatalog.CATALOG, "BIG", "CSAS_BIG_5");
        var replaced =
                (AnalyzedStatement.CreateAsSelect)
                        analyze(
                                "CREATE OR REPLACE STREAM BIG AS SELECT *, 1 AS MORE FROM ORDERS WHERE ID > 1",
                                catalog,
                                StatementOptions.DEFAULTS);
        assertThat(replaced.replaces()).isEqualTo("CSAS_BIG_5");
        var ended =
                (AnalyzedStatement.CreateAsSelect)
                        analyze(
                                "CREATE OR REPLACE STREAM BIG AS SELECT * FROM ORDERS",
                                catalog.withoutQuery("CSAS_BIG_5"),
                                StatementOptions.DEFAULTS);
        assertThat(ended.replaces()).isNull();
        assertThat(createAs("CREATE OR REPLACE STREAM NEW AS SELECT * FROM ORDERS").replaces())
                .isNull();
    }

    @Test
    void whatReadersKnowOfASourceStays() {
        var catalog = with(TestCatalog.CATALOG, "BIG", "CSAS_BIG_5");
        assertThat(
                        refused(
                                        "CREATE OR REPLACE STREAM BIG AS SELECT CUSTOMER, ITEM FROM ORDERS",
                                        catalog)
                                .message())
                .startsWith("Cannot upgrade data source: DataSource '`BIG`' has schema = `")
                .contains(
                        "` STRING. (The following columns are changed, missing or reordered: [`ID` BIGINT, ");
        assertThat(
                        refused("CREATE OR REPLACE STREAM ORDERS AS SELECT * FROM EVENTS", catalog)
                                .message())
                .startsWith(
                        "Cannot upgrade data source: DataSource '`ORDERS`' is declared over a topic and not written by a query; ");
        assertThat(
                        refused(
                                        "CREATE OR REPLACE STREAM BIG WITH (KAFKA_TOPIC='other') AS SELECT * FROM ORDERS",
                                        catalog)
                                .message())
                .isEqualTo(
                        "Cannot upgrade data source: DataSource '`BIG`' has topic = BIG which is not upgradeable to other");
    }

    private static Catalog with(Catalog catalog, String name, String query) {
        var as =
                (AnalyzedStatement.CreateAsSelect)
                        analyze(
                                "CREATE STREAM " + name + " AS SELECT * FROM ORDERS",
                                catalog,
                                StatementOptions.DEFAULTS);
        return catalog.withSource(as.sink().writtenBy(query))
                .withQuery(new QueryInfo(query, as.sink().statement(), List.of("ORDERS"), name));
    }

    @Test
    void insertedValuesGetTheTypesOfTheColumns() {
        var insert =
                (AnalyzedStatement.InsertValues)
                        analyze(
                                "INSERT INTO ORDERS (ROWTIME, CUSTOMER, ID, AMOUNT, ADDR, TAGS) VALUES"
                                        + " (5, 'c0', 0, 10.5, STRUCT(CITY:='Oslo'), ARRAY['a', NULL])");
        assertThat(insert.values().stream().map(ExpressionPrinter::print))
                .containsExactly(
                        "'c0':STRING",
                        "0:BIGINT",
                        "10.50:DECIMAL(10, 2)",
                        "null:STRING",
                        "STRUCT('Oslo':STRING, null:INTEGER):STRUCT<`CITY` STRING, `ZIP` INTEGER>",
                        "ARRAY['a':STRING, null:STRING]",
                        "null:INTEGER");
        assertThat(ExpressionPrinter.print(insert.rowtime())).isEqualTo("5:BIGINT");
    }

    @Test
    void insertSelectKeepsTheTargetsSchema() {
        var insert =
                (AnalyzedStatement.InsertSelect)
                        analyze(
                                "INSERT INTO EVENTS WITH (QUERY_ID='mine') SELECT N AS V FROM ORDERS"
                                        + " PARTITION BY NULL");
        assertThat(insert.queryId()).isEqualTo("MINE");
        assertThat(insert.plan().root().schema()).isEqualTo(insert.target().schema());
        assertThat(insert.text())
                .isEqualTo(
                        "INSERT INTO EVENTS WITH (QUERY_ID='mine') SELECT ORDERS.N V\n"
                                + "FROM ORDERS ORDERS\n"
                                + "PARTITION BY null\n"
                                + "EMIT CHANGES;");
    }

    @Test
    void columnsAreAddedBehindTheLast() {
        var alter =
                (AnalyzedStatement.AlterSource)
                        analyze("ALTER STREAM EVENTS ADD COLUMN W STRING, ADD COLUMN X ARRAY<INT>");
        assertThat(alter.after().schema())
                .hasToString("`V` INTEGER, `W` STRING, `X` ARRAY<INTEGER>");
        var as = with(TestCatalog.CATALOG, "BIG", "CSAS_BIG_5");
        assertThat(refused("ALTER STREAM BIG ADD COLUMN W STRING", as).code())
                .isEqualTo(ErrorCode.SOURCE_RESTRICTED);
    }

    @Test
    void typesAndQueriesAreNamed() {
        assertThat(analyze("CREATE TYPE POINT AS STRUCT<X INT, Y INT>"))
                .isInstanceOfSatisfying(
                        AnalyzedStatement.CreateType.class,
                        t -> assertThat(t.type()).hasToString("STRUCT<`X` INTEGER, `Y` INTEGER>"));
        var catalog = with(TestCatalog.CATALOG, "BIG", "CSAS_BIG_5").withType("T", Primitive.DATE);
        assertThat(analyze("DROP TYPE T", catalog, StatementOptions.DEFAULTS))
                .isEqualTo(new AnalyzedStatement.DropType("T"));
        assertThat(analyze("PAUSE ALL", catalog, StatementOptions.DEFAULTS))
                .isEqualTo(
                        new AnalyzedStatement.ControlQueries(
                                AnalyzedStatement.ControlQueries.Action.PAUSE,
                                List.of("CSAS_BIG_5")));
        assertThat(refused("TERMINATE CSAS_BIG_6", catalog).hint())
                .contains("Did you mean 'CSAS_BIG_5'?");
    }
}
