// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ReadOnlyStatementsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW STREAMS;",
                "show streams; list tables;",
                "/* DROP STREAM X; */ DESCRIBE `;DROP` -- ; DROP\n;",
                "SET 'a'='b;c'; EXPLAIN SELECT 'it''s; DROP' FROM X;",
                "DEFINE x='y'; SHOW STREAMS;",
                "",
            })
    void knowsReading(String sql) {
        assertThat(ReadOnlyStatements.test(sql, Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP STREAM X;",
                "SHOW STREAMS; DROP STREAM X;",
                "SHOW STREAMS;drop stream X;",
                "SHOW STREAMS; -- x\rDROP STREAM X;",
                "SHOW STREAMS ' ; DROP STREAM X;",
                "SHOW STREAMS /* ; DROP STREAM X;",
                "${x}; SHOW STREAMS;",
                "DEFINE x='Y; DROP STREAM X'; DESCRIBE ${x};",
                "INSERT INTO X VALUES (1);",
                "TERMINATE ALL;",
                "\u0000DROP STREAM X;",
            })
    void doubtsEverythingElse(String sql) {
        assertThat(ReadOnlyStatements.test(sql, Map.of())).isFalse();
    }

    @Test
    void doubtsVariablesThatCouldEndAStatement() {
        assertThat(ReadOnlyStatements.test("DESCRIBE ${x};", Map.of("x", "ORDERS"))).isTrue();
        assertThat(ReadOnlyStatements.test("DESCRIBE ${x};", Map.of("x", "A; DROP STREAM B")))
                .isFalse();
        assertThat(
                        ReadOnlyStatements.test(
                                "SHOW STREAMS; -- ${x} ; DROP STREAM B;", Map.of("x", "\n")))
                .isFalse();
    }

    @Test
    void anEmptyVariableDoesNotJoinACommentTogether() {
        assertThat(
                        ReadOnlyStatements.test(
                                "SHOW STREAMS -${e}- '\n; DROP STREAM x; -- ';", Map.of("e", "")))
                .isFalse();
    }
}
