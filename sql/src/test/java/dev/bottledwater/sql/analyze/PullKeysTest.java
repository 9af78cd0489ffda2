// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** What may be asked of the key of a table. */
class PullKeysTest {
    private static final Map<String, String> NO_SCANS =
            Map.of("ksql.query.pull.table.scan.enabled", "false");

    /** CUSTOMERS has the key ID BIGINT, WIN_TABLE a windowed K STRING. */
    private static final Catalog CATALOG =
            TestCatalog.CATALOG
                    .withSource(
                            TestCatalog.source(
                                    "NAMES",
                                    SourceKind.TABLE,
                                    List.of(new Column("ID", Primitive.STRING)),
                                    List.of(new Column("V", Primitive.INTEGER)),
                                    null))
                    .withSource(
                            TestCatalog.source(
                                    "PAIRS",
                                    SourceKind.TABLE,
                                    List.of(
                                            new Column("A", Primitive.INTEGER),
                                            new Column("B", Primitive.INTEGER)),
                                    List.of(new Column("V", Primitive.INTEGER)),
                                    null));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM CUSTOMERS WHERE ID = 1",
                "SELECT * FROM CUSTOMERS WHERE 1 = ID",
                "SELECT * FROM CUSTOMERS WHERE ID = 1 + 1 AND SPENT > 3",
                "SELECT * FROM CUSTOMERS WHERE ID IN (1, 2) OR ID = 3",
                "SELECT * FROM NAMES WHERE ID <= 'b'",
                "SELECT * FROM PAIRS WHERE A = 1 AND B IN (2, 3)",
                "SELECT * FROM WIN_TABLE WHERE K = 'a' AND WINDOWSTART > 5"
            })
    void lookUpsNeedNoScan(String sql) {
        assertThatCode(() -> analyze(sql, NO_SCANS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT * FROM CUSTOMERS | Missing WHERE clause.
                    SELECT * FROM CUSTOMERS WHERE ID != 1 | Bound on key columns '[`ID` BIGINT KEY]' must currently be '='. See https://cnfl.io/queries
                    SELECT * FROM CUSTOMERS WHERE SPENT = 1.0E0 | WHERE clause missing key column for disjunct: (SPENT = 1.0E0)
                    SELECT * FROM CUSTOMERS WHERE ID = 1 OR SPENT = 1.0E0 | WHERE clause missing key column for disjunct: (SPENT = 1.0E0)
                    SELECT * FROM CUSTOMERS WHERE ID = CAST(SPENT AS BIGINT) | A comparison must be between a key column and a resolvable expression.
                    SELECT * FROM CUSTOMERS WHERE ID = 1 AND ID IN (1, 2) | A comparison condition on the key column cannot be combined with other comparisons such as an IN predicate
                    SELECT * FROM CUSTOMERS WHERE ID BETWEEN 1 AND 2 | A comparison condition on the key column cannot be combined with other comparisons such as an IN predicate
                    SELECT * FROM CUSTOMERS WHERE ID > 1 | Query requires table scan to be enabled
                    SELECT * FROM WIN_TABLE WHERE K > 'a' | Query requires table scan to be enabled
                    SELECT * FROM PAIRS WHERE A = 1 | Multi-column sources must specify every key in the WHERE clause. Specified: [A] Expected: [`A` INTEGER KEY, `B` INTEGER KEY].
                    """)
    void everythingElseNeedsOne(String sql, String message) {
        assertThat(refused(sql, NO_SCANS)).contains(message);
        assertThatCode(() -> analyze(sql, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void rangesCanBeSwitchedOffToo() {
        assertThat(
                        refused(
                                "SELECT * FROM NAMES WHERE ID <= 'b'",
                                Map.of(
                                        "ksql.query.pull.table.scan.enabled", "false",
                                        "ksql.query.pull.range.scan.enabled", "false")))
                .contains("Query requires table scan to be enabled");
    }

    @Test
    void keysInListsAreOfTheKeysType() {
        assertThat(refused("SELECT * FROM CUSTOMERS WHERE ID IN ('10', 8)", Map.of()))
                .contains("'10' can not be converted to the type of the key column: ID BIGINT KEY");
        assertThat(refused("SELECT * FROM CUSTOMERS WHERE ID IN (NULL)", Map.of()))
                .contains("Primary key columns can not be NULL: (ID = null)");
    }

    @Test
    void limitsCanBeSwitchedOff() {
        assertThat(
                        refused(
                                "SELECT * FROM ORDERS LIMIT 2",
                                Map.of("ksql.query.pull.limit.clause.enabled", "false")))
                .startsWith("LIMIT clause in pull queries is currently disabled.");
    }

    @Test
    void aWindowIsRefusedAsThatOfAPullQuery() {
        assertThat(
                        refused(
                                "SELECT * FROM CUSTOMERS WINDOW TUMBLING (SIZE 1 SECOND) WHERE ID = 1",
                                Map.of()))
                .contains("Pull queries don't support WINDOW clauses.");
    }

    private static String refused(String sql, Map<String, String> properties) {
        return catchThrowableOfType(SqlException.class, () -> analyze(sql, properties)).message();
    }

    private static void analyze(String sql, Map<String, String> properties) {
        TestCatalog.ANALYZER.with(properties).analyze(TestCatalog.query(sql), CATALOG);
    }
}
