// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.ParsedStatement;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ScriptTest {
    private static final RequestSession SESSION =
            RequestSession.of(Map.of(), Map.of("x", "ORDERS"));

    @Test
    void variablesChangeOnTheWay() {
        var script =
                """
                DESCRIBE ${X};
                DEFINE x='OTHERS'; DESCRIBE ${x};
                UNDEFINE x;
                DESCRIBE `$${x}`;
                """;
        assertThat(Script.parse(script, SESSION, true))
                .extracting(ParsedStatement::text)
                .containsExactly(
                        "DESCRIBE ORDERS;",
                        "DEFINE x='OTHERS';",
                        "DESCRIBE OTHERS;",
                        "UNDEFINE x;",
                        "DESCRIBE `${x}`;");
    }

    @Test
    void placesArePlacesInTheScript() {
        var script = "SHOW STREAMS;\n  DESCRIBE ${x};\n\n SHOW TABLES;";
        assertThat(Script.parse(script, SESSION, true))
                .extracting(s -> s.span().line() + ":" + s.span().column())
                .containsExactly("1:1", "2:3", "4:2");
        assertThatThrownBy(() -> Script.parse(script.replace("x", "y"), SESSION, true))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> {
                            assertThat(e.message())
                                    .isEqualTo("line 2:12: Variable 'y' is not defined");
                            assertThat(e.span().orElseThrow().column()).isEqualTo(12);
                        });
        assertThatThrownBy(() -> Script.parse(script + "\n SELEC 1;", SESSION, true))
                .hasMessageStartingWith("line 5:2: Syntax Error");
    }

    @Test
    void substitutionCanBeOff() {
        assertThatThrownBy(() -> Script.parse("DESCRIBE ${x};", SESSION, false))
                .isInstanceOf(SqlException.class);
    }

    @Test
    void unsetForgetsAPropertyUnderBothOfItsNames() {
        var session =
                RequestSession.of(Map.of("ksql.streams.auto.offset.reset", "earliest"), Map.of());
        assertThat(session.withoutProperty("auto.offset.reset").properties()).isEmpty();
    }
}
