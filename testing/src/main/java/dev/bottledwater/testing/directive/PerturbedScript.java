// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;

import java.util.Optional;

/** Makes the last assertion of a script wrong, to see that the runner finds it. */
final class PerturbedScript {
    private PerturbedScript() {}

    /**
     * The script with a record asserted that isn't there behind the last assertion, or a column
     * that a source lacks.
     *
     * @return empty for a script that asserts nothing
     */
    static Optional<String> of(String script) {
        try {
            var assertions =
                    SqlParser.parseTestScript(script).stream()
                            .filter(s -> s.statement() instanceof AssertStatement)
                            .toList();
            if (assertions.isEmpty()) {
                return Optional.empty();
            }
            var last = assertions.getLast();
            return switch ((AssertStatement) last.statement()) {
                case AssertStatement.AssertValues _, AssertStatement.AssertTombstone _ ->
                        // asserted again: the topic holds one record too few
                        Optional.of(script + last.text() + "\n");
                case AssertStatement.AssertSource _ ->
                        Optional.of(script + last.text().replaceFirst("\\(", "(NOT_THERE INT, "));
                case AssertStatement.AssertTopic _, AssertStatement.AssertSchema _ ->
                        Optional.empty();
            };
        } catch (SqlException _) {
            return Optional.empty();
        }
    }
}
