// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.plan.QueryPlan;

/** Starts the queries whose rows go to clients. */
interface RowSources {

    /** A query with EMIT. */
    RowStream push(QueryPlan plan, DataStatement.Select statement, RequestSession session);

    /** A query without EMIT: what is there now. */
    RowStream pull(QueryPlan plan, DataStatement.Select statement, CatalogState state);

    /** PRINT of a topic that exists. */
    RowStream print(DataStatement.PrintTopic statement);
}
