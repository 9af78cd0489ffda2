// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.ValueCoercion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the rows of INSERT INTO … SELECT go into their stream: numbers may widen. */
final class InsertedRows {
    private InsertedRows() {}

    /**
     * The plan with the stream's types.
     *
     * @throws SqlException with KSQL's text when the columns don't fit
     */
    static QueryPlan fitted(QueryPlan plan, Source target, SourceSpan span) {
        var root = plan.root();
        if (root.kind() == SourceKind.TABLE) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "Incompatible data sink and query result. Data sink (%s) type is STREAM but select query result is TABLE."
                            .formatted(target.name()),
                    span,
                    "Write the table with CREATE TABLE AS SELECT.");
        }
        if (root.schema().equals(target.schema())) {
            return plan;
        }
        if (root instanceof PlanNode.Project project
                && root.schema().key().equals(target.schema().key())) {
            var values = coerced(project.values(), target.schema().value());
            if (values.isPresent()) {
                return new QueryPlan(
                        new PlanNode.Project(project.input(), project.keyNames(), values.get()),
                        plan.output(),
                        plan.emit(),
                        plan.limit(),
                        plan.sources());
            }
        }
        throw new SqlException(
                ErrorCode.INVALID_QUERY,
                "Incompatible schema between results and sink.\nResult schema is %s\nSink schema is %s"
                        .formatted(root.schema(), target.schema()),
                span,
                "Select the sink's columns in their order, with their names and types.");
    }

    private static Optional<List<NamedExpression>> coerced(
            List<NamedExpression> values, List<Column> columns) {
        if (values.size() != columns.size()) {
            return Optional.empty();
        }
        var coerced = new ArrayList<NamedExpression>();
        for (int i = 0; i < columns.size(); i++) {
            var value = values.get(i);
            if (!value.name().equals(columns.get(i).name())) {
                return Optional.empty();
            }
            ValueCoercion.coerce(value.expression(), columns.get(i).type())
                    .ifPresent(e -> coerced.add(new NamedExpression(value.name(), e)));
        }
        return coerced.size() == columns.size() ? Optional.of(coerced) : Optional.empty();
    }
}
