// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class CanonicalTextTest {
    /** Texts from the answers of a ksqlDB server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE STREAM BIG WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='BIG', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT\n  ORDERS.CUSTOMER CUSTOMER,\n  ORDERS.ID ID,\n  UCASE(ORDERS.ITEM) ITEM,\n  ORDERS.ADDR->CITY CITY,\n  ORDERS.AMOUNT AMOUNT\nFROM ORDERS ORDERS\nWHERE (ORDERS.AMOUNT > 11)\nEMIT CHANGES;",
                "CREATE TABLE HOURLY WITH (CLEANUP_POLICY='compact,delete', KAFKA_TOPIC='HOURLY', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT\n  ORDERS.CUSTOMER CUSTOMER,\n  COUNT(*) N\nFROM ORDERS ORDERS\nWINDOW TUMBLING ( SIZE 1 HOURS ) \nGROUP BY ORDERS.CUSTOMER\nEMIT CHANGES;",
                "CREATE STREAM ENRICHED WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='ENRICHED', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT\n  O.CUSTOMER O_CUSTOMER,\n  O.ID ID,\n  C.REGION REGION\nFROM ORDERS O\nLEFT OUTER JOIN CUSTOMERS C ON ((O.CUSTOMER = C.CUSTOMER))\nEMIT CHANGES;",
                "CREATE STREAM X WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='X', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT ORDERS.CUSTOMER CUSTOMER\nFROM ORDERS ORDERS\nWHERE ORDERS.ITEM\nEMIT CHANGES;",
                "CREATE STREAM ORDERS (CUSTOMER STRING KEY, ID BIGINT, AMOUNT DECIMAL(10, 2), ITEM STRING, ADDR STRUCT<CITY STRING, ZIP INTEGER>, TAGS ARRAY<STRING>, ATTRS MAP<STRING, INTEGER>, D DATE, T TIME, TS TIMESTAMP, B BYTES) WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='smp_orders', KEY_FORMAT='KAFKA', PARTITIONS=2, VALUE_FORMAT='JSON');"
            })
    void observedTextsAreFixedPoints(String text) {
        assertThat(SqlFormatter.format(SqlParser.parseSingle(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "A, A",
        "a, `a`",
        "A b, `A b`",
        "SELECT, `SELECT`",
        "KEY, KEY",
        "1A, `1A`",
        "a`b, `a``b`",
        "É, `É`"
    })
    void namesAreQuotedWhereTheyNeedIt(String name, String text) {
        assertThat(SqlFormatter.formatName(name)).isEqualTo(text);
        assertThat(((Expression.ColumnRef) SqlParser.parseExpression(text)).name())
                .isEqualTo(Identifier.of(name));
    }

    @Test
    void columnsCalledLikeUnitsStayColumnsAsArguments() {
        Expression column = new Expression.ColumnRef(null, Identifier.of("DAYS"), SourceSpan.NONE);
        Expression call =
                new Expression.FunctionCall(
                        Identifier.of("F"), List.of(column), false, SourceSpan.NONE);
        assertThat(SqlFormatter.format(call)).isEqualTo("F(`DAYS`)");
        assertThat(SqlFormatter.format(column)).isEqualTo("DAYS");
    }

    @Test
    void customTypesCalledLikeBuiltInOnesAreQuoted() {
        assertThat(SqlFormatter.format(SqlParser.parseType("`STRING`"))).isEqualTo("`STRING`");
        assertThat(SqlFormatter.format(SqlParser.parseType("VARCHAR(STRING)"))).isEqualTo("STRING");
        assertThat(SqlFormatter.format(SqlParser.parseType("address"))).isEqualTo("ADDRESS");
    }

    @Test
    void maskedTextsShowNoValues() {
        assertThat(
                        StatementMask.mask(
                                SqlParser.parseSingle(
                                        "INSERT INTO orders (customer, nosuch) VALUES ('a', 1);")))
                .isEqualTo(
                        "INSERT INTO `ORDERS` (`CUSTOMER`, `NOSUCH`) VALUES ('[value]', '[value]');");
        assertThat(
                        StatementMask.mask(
                                SqlParser.parseSingle(
                                        "CREATE SINK CONNECTOR c WITH ('connector.class'='x', 'password'='hunter2');")))
                .isEqualTo(
                        "CREATE SINK CONNECTOR C WITH ('connector.class'='x', 'password'='[string]');");
        assertThat(StatementMask.mask(SqlParser.parseSingle("SHOW STREAMS;")))
                .isEqualTo("SHOW STREAMS;");
    }
}
