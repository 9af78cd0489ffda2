// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.QueryPlan;

/** Refuses queries until there is something that runs them. */
final class NoRowSources implements RowSources {
    @Override
    public RowStream push(QueryPlan plan, DataStatement.Select statement, RequestSession session) {
        throw refused("Push queries are", statement.span());
    }

    @Override
    public RowStream pull(QueryPlan plan, DataStatement.Select statement, CatalogState state) {
        throw refused("Pull queries are", statement.span());
    }

    @Override
    public RowStream print(DataStatement.PrintTopic statement) {
        throw refused("PRINT is", statement.span());
    }

    private static SqlException refused(String what, SourceSpan span) {
        return new SqlException(ErrorCode.NOT_SUPPORTED, what + " not supported yet", span, null);
    }
}
