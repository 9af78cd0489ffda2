// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What a server's properties close. */
class SwitchedOffTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ksql.create.or.replace.enabled | CREATE OR REPLACE is disabled.  | CREATE OR REPLACE STREAM S (V INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON')
                    ksql.create.or.replace.enabled | CREATE OR REPLACE is disabled.  | CREATE OR REPLACE STREAM O AS SELECT * FROM ORDERS
                    ksql.suppress.enabled          | EMIT FINAL is disabled.         | CREATE TABLE T AS SELECT ID, COUNT(*) AS N FROM ORDERS WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY ID EMIT FINAL
                    """)
    void statementsAreRefused(String property, String message, String sql) {
        assertThatCode(
                        () ->
                                Statements.analyze(
                                        sql, TestCatalog.CATALOG, StatementOptions.DEFAULTS))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () ->
                                Statements.analyze(
                                        sql,
                                        TestCatalog.CATALOG,
                                        new StatementOptions(Map.of(property, "false"))))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(property + "=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ksql.pull.queries.enable       | Pull queries are disabled.            | SELECT * FROM CUSTOMERS WHERE ID = 1
                    ksql.pull.queries.enable       | Pull queries are disabled.            | SELECT * FROM ORDERS
                    ksql.query.pull.stream.enabled | Pull queries on streams are disabled. | SELECT * FROM ORDERS
                    """)
    void pullQueriesAreRefusedAndPushQueriesAreNot(String property, String message, String sql) {
        var analyzer = TestCatalog.ANALYZER.with(Map.of(property, "false"));
        assertThatThrownBy(() -> analyzer.analyze(TestCatalog.query(sql), TestCatalog.CATALOG))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(property + "=true");
        assertThatCode(
                        () ->
                                analyzer.analyze(
                                        TestCatalog.query(sql + " EMIT CHANGES"),
                                        TestCatalog.CATALOG))
                .doesNotThrowAnyException();
    }
}
