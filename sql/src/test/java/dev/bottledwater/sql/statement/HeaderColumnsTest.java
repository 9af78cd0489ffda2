// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static dev.bottledwater.sql.statement.Statements.analyze;
import static dev.bottledwater.sql.statement.Statements.create;
import static dev.bottledwater.sql.statement.Statements.createAs;
import static dev.bottledwater.sql.statement.Statements.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.HeaderColumn;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Columns of headers (language reference, section 5). */
class HeaderColumnsTest {
    private static final String CREATE =
            "CREATE STREAM S (T BYTES HEADER('trace'), K INT KEY, ALL_OF_THEM"
                    + " ARRAY<STRUCT<KEY STRING, VALUE BYTES>> HEADERS, V INT)"
                    + " WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON')";

    private static Catalog catalog() {
        return TestCatalog.CATALOG.withSource(create(CREATE).source());
    }

    @Test
    void theyAreNotPartOfKeyOrValue() {
        var source = create(CREATE).source();

        assertThat(source.schema()).hasToString("`K` INTEGER KEY, `V` INTEGER");
        assertThat(source.headers())
                .containsExactly(
                        new HeaderColumn("T", "trace"), new HeaderColumn("ALL_OF_THEM", ""));
        assertThat(source.statement()).contains("T BYTES HEADER('trace')");
    }

    @Test
    void selectingThemMakesValues() {
        var created =
                (AnalyzedStatement.CreateAsSelect)
                        analyze(
                                "CREATE STREAM O AS SELECT * FROM S",
                                catalog(),
                                StatementOptions.DEFAULTS);

        assertThat(created.sink().headers()).isEmpty();
        assertThat(created.sink().schema())
                .hasToString(
                        "`K` INTEGER KEY, `V` INTEGER, `T` BYTES, `ALL_OF_THEM` ARRAY<STRUCT<`KEY` STRING, `VALUE` BYTES>>");
    }

    @Test
    void valuesAreInsertedBesideThem() {
        var insert =
                (AnalyzedStatement.InsertValues)
                        analyze(
                                "INSERT INTO S VALUES (1, 2)",
                                catalog(),
                                StatementOptions.DEFAULTS);

        assertThat(insert.values()).hasSize(2);
        assertThat(refused("INSERT INTO S (V, T) VALUES (1, null)", catalog()).message())
                .isEqualTo("Cannot insert into HEADER columns: T");
    }

    @Test
    void eachHeaderHasOneColumn() {
        assertThatThrownBy(
                        () ->
                                create(
                                        "CREATE STREAM S (A BYTES HEADER('x'), B BYTES HEADER('x')) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON')"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Schema already contains a HEADER('x') column.");
    }

    @Test
    void aServerMayForbidThem() {
        assertThatThrownBy(
                        () ->
                                analyze(
                                        CREATE,
                                        TestCatalog.CATALOG,
                                        new StatementOptions(
                                                Map.of("ksql.headers.columns.enabled", "false"))))
                .hasMessageContaining("ksql.headers.columns.enabled");
        assertThat(createAs("CREATE STREAM O AS SELECT * FROM ORDERS").sink().headers()).isEmpty();
    }

    @Test
    void columnsThatAreAddedHaveOtherNames() {
        assertThat(refused("ALTER STREAM S ADD COLUMN T INT", catalog()).message())
                .contains("A column with the same name already exists");
    }
}
