// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static dev.bottledwater.sql.statement.Statements.analyze;
import static dev.bottledwater.sql.statement.Statements.create;
import static dev.bottledwater.sql.statement.Statements.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.catalog.Catalog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOURCE STREAM and SOURCE TABLE: nothing that changes the data or its description. */
class ReadOnlySourcesTest {
    private static Catalog catalog() {
        return TestCatalog.CATALOG
                .withSource(
                        create(
                                        "CREATE SOURCE TABLE T (K INT PRIMARY KEY, V STRING) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON')")
                                .source())
                .withSource(
                        create(
                                        "CREATE SOURCE STREAM S (K INT KEY, V STRING) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON')")
                                .source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO T (K, V) VALUES (1, 'a') | Cannot insert values into read-only table: T",
                "INSERT INTO T SELECT * FROM S | INSERT INTO can only be used to insert into a stream. T is a table.",
                "INSERT INTO S SELECT * FROM S | Cannot insert into read-only stream: S",
                "ALTER TABLE T ADD COLUMN X INT | Cannot alter table 'T': ALTER operations are not supported on source tables.",
                "DROP TABLE T DELETE TOPIC | Cannot delete topic for read-only source: T",
                "CREATE OR REPLACE TABLE T (K INT PRIMARY KEY, V STRING) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON') | Cannot add table 'T': CREATE OR REPLACE is not supported on source tables."
            },
            quoteCharacter = '"')
    void whatChangesThemIsRefused(String statement, String message) {
        assertThat(refused(statement, catalog()).message()).isEqualTo(message);
    }

    @Test
    void theyCanBeDropped() {
        assertThat(analyze("DROP TABLE T", catalog(), StatementOptions.DEFAULTS))
                .isInstanceOf(AnalyzedStatement.DropSource.class);
    }
}
