// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.StatementEffect;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ScriptEffectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW STREAMS;",
                "show streams; list tables;",
                "/* DROP STREAM X; */ DESCRIBE `;DROP` -- ; DROP\n;",
                "SET 'auto.offset.reset'='b;c'; EXPLAIN SELECT 'it''s; DROP' FROM X;",
                "DEFINE x='y'; SHOW STREAMS;",
                "EXPLAIN CREATE STREAM A AS SELECT * FROM B;",
                "DESCRIBE CONNECTOR C;",
                "ASSERT TOPIC t;",
                "PRINT 't';",
                "SELECT * FROM X;",
                "",
            })
    void knowsReading(String sql) {
        assertThat(effect(sql, Map.of())).isEqualTo(StatementEffect.READS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP STREAM X;",
                "SHOW STREAMS; DROP STREAM X;",
                "SHOW STREAMS;drop stream X;",
                "SHOW STREAMS; -- x\rDROP STREAM X;",
                "DEFINE x='Y; DROP STREAM X'; DESCRIBE ${x};",
                "INSERT INTO X VALUES (1);",
                "TERMINATE ALL;",
                "PAUSE Q;",
                "CREATE TYPE T AS STRUCT<A INT>;",
                "CREATE SOURCE CONNECTOR C WITH ('a'='b');",
                "RUN SCRIPT 'f';",
            })
    void knowsWhatChanges(String sql) {
        assertThat(effect(sql, Map.of())).isEqualTo(StatementEffect.CHANGES);
    }

    @Test
    void looksAtWhatVariablesMakeOfTheText() {
        assertThat(effect("DESCRIBE ${x};", Map.of("x", "ORDERS")))
                .isEqualTo(StatementEffect.READS);
        assertThat(effect("DESCRIBE ${x};", Map.of("x", "A; DROP STREAM B")))
                .isEqualTo(StatementEffect.CHANGES);
        assertThat(effect("SHOW STREAMS -${e}- '\n; DROP STREAM x; -- ';", Map.of("e", "")))
                .isEqualTo(StatementEffect.CHANGES);
    }

    @Test
    void ofALastingSettingIsTheGreatest() {
        assertThat(effect("ALTER SYSTEM 'a'='b'; SHOW STREAMS;", Map.of()))
                .isEqualTo(StatementEffect.CONFIGURES);
    }

    /** Nothing of such a script runs either. */
    @ParameterizedTest
    @ValueSource(strings = {"SHOW STREAMS ' ; DROP STREAM X;", "\u0000DROP STREAM X;", "${x};"})
    void isUnknownOfWhatIsNoScript(String sql) {
        assertThatThrownBy(() -> effect(sql, Map.of())).isInstanceOf(SqlException.class);
    }

    private static StatementEffect effect(String sql, Map<String, String> variables) {
        return ScriptEffect.of(Script.parse(sql, RequestSession.of(Map.of(), variables), true));
    }
}
