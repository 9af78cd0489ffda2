// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import java.util.Optional;

/** Plans of statements. */
final class StatementPlans {
    private StatementPlans() {}

    /** The plan of the first query, over the sources that are declared before it. */
    static PhysicalPlan of(String statements) {
        var analyzer = new StatementAnalyzer(BuiltInFunctions.registry());
        TopicFacts topics = _ -> Optional.of(new TopicFacts.Topic(1, 1, null));
        var catalog = Catalog.EMPTY;
        for (var parsed : SqlParser.parseScript(statements)) {
            switch (analyzer.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    StatementOptions.DEFAULTS,
                    topics,
                    SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect(var sink, _, var plan, _, _) -> {
                    return PhysicalPlanner.plan(plan, sink);
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(statements);
    }
}
