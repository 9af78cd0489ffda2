// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.sql.analyze.TestCatalog;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;

import java.util.Optional;

/** Analyses one statement on the tests' catalog. */
final class Statements {
    static final StatementAnalyzer ANALYZER = new StatementAnalyzer(TestCatalog.FUNCTIONS);

    /** Every topic exists with two partitions but those whose name begins with "new". */
    static final TopicFacts TOPICS =
            name ->
                    name.startsWith("new") || name.equals(name.toUpperCase(java.util.Locale.ROOT))
                            ? Optional.empty()
                            : Optional.of(new TopicFacts.Topic(2, 1, 604800000L));

    static AnalyzedStatement analyze(String sql, Catalog catalog, StatementOptions options) {
        return switch (SqlParser.parseSingle(sql + ";")) {
            case SourceStatement s ->
                    ANALYZER.analyze(s, catalog, options, TOPICS, SchemaFacts.NONE);
            case DataStatement.InsertSelect s ->
                    ANALYZER.analyze(s, catalog, options, TOPICS, SchemaFacts.NONE);
            case DataStatement.InsertValues s -> ANALYZER.analyze(s, catalog);
            case TypeStatement s -> ANALYZER.analyze(s, catalog);
            case QueryControl s -> ANALYZER.analyze(s, catalog);
            default -> throw new IllegalArgumentException(sql);
        };
    }

    static AnalyzedStatement analyze(String sql) {
        return analyze(sql, TestCatalog.CATALOG, StatementOptions.DEFAULTS);
    }

    static AnalyzedStatement.CreateSource create(String sql) {
        return (AnalyzedStatement.CreateSource) analyze(sql);
    }

    static AnalyzedStatement.CreateAsSelect createAs(String sql) {
        return (AnalyzedStatement.CreateAsSelect) analyze(sql);
    }

    static SqlException refused(String sql, Catalog catalog) {
        return catchThrowableOfType(
                SqlException.class, () -> analyze(sql, catalog, StatementOptions.DEFAULTS));
    }

    private Statements() {}
}
