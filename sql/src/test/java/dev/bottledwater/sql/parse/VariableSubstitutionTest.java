// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.api.Test;

import java.util.Map;

class VariableSubstitutionTest {
    private static final Map<String, String> VARIABLES =
            Map.of("topic", "orders", "X1", "${topic}");

    @Test
    void variablesAreReplacedEverywhereButInComments() {
        assertThat(apply("SELECT '${topic}' FROM ${TOPIC}; -- ${nosuch}\n/* ${nosuch} */ ${Topic}"))
                .isEqualTo("SELECT 'orders' FROM orders; -- ${nosuch}\n/* ${nosuch} */ orders");
    }

    @Test
    void dashesInStringsBeginNoComment() {
        assertThat(apply("'-- ''/* ${topic}'")).isEqualTo("'-- ''/* orders'");
    }

    @Test
    void escapedVariablesStayAndValuesAreNotSearchedAgain() {
        assertThat(apply("$${topic} ${x1} $ {topic} $")).isEqualTo("${topic} ${topic} $ {topic} $");
    }

    @Test
    void unknownVariablesAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> apply("SHOW\n ${topik};"))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
                            assertThat(e.message())
                                    .isEqualTo("line 2:2: Variable 'topik' is not defined");
                            assertThat(e.span()).contains(new SourceSpan(2, 2, 6, 14));
                            assertThat(e.hint()).contains("Did you mean 'topic'?");
                        });
    }

    @Test
    void whatCannotBeANameIsRefused() {
        assertThatThrownBy(() -> apply("${1x}"))
                .hasMessage("line 1:1: Illegal variable name: '1x'");
        assertThatThrownBy(() -> apply("${}")).hasMessage("line 1:1: Illegal variable name: ''");
    }

    private static String apply(String text) {
        return VariableSubstitution.apply(text, VARIABLES);
    }
}
