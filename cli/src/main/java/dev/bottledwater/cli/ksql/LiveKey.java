// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.row.ResultColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the key of a push query's rows. The result's header doesn't tell it, so that the table is
 * described; queries that join, group, or don't select the whole key have none that is known here.
 */
final class LiveKey {
    private static final String WINDOW_START = "WINDOWSTART";

    private LiveKey() {}

    /**
     * Returns which columns of a result are the key of its rows; empty when that isn't known.
     *
     * @param columns of the result
     */
    static Optional<List<Integer>> find(Query query, List<ResultColumn> columns, Session session) {
        if (query.emit() != Query.Emit.CHANGES
                || query.groupBy() != null
                || query.partitionBy() != null
                || !(query.from() instanceof Relation.Source source)) {
            return Optional.empty();
        }
        return describe(source, session)
                .filter(described -> described.type().equals("TABLE"))
                .flatMap(described -> indices(keys(described), query, columns));
    }

    private static Optional<SourceDescription> describe(Relation.Source source, Session session) {
        String statement = "DESCRIBE " + SqlFormatter.format(source.name()) + ";";
        return session.client().makeKsqlRequest(session.request(statement)).stream()
                .filter(KsqlEntity.SourceDescriptionEntity.class::isInstance)
                .map(KsqlEntity.SourceDescriptionEntity.class::cast)
                .map(KsqlEntity.SourceDescriptionEntity::sourceDescription)
                .findFirst();
    }

    private static List<String> keys(SourceDescription source) {
        List<String> keys =
                new ArrayList<>(
                        source.fields().stream()
                                .filter(field -> "KEY".equals(field.type()))
                                .map(FieldInfo::name)
                                .toList());
        if (source.windowType() != null) {
            keys.add(WINDOW_START);
        }
        return keys;
    }

    private static Optional<List<Integer>> indices(
            List<String> keys, Query query, List<ResultColumn> columns) {
        List<String> names = columns.stream().map(ResultColumn::name).toList();
        List<Integer> indices = new ArrayList<>();
        for (String key : keys) {
            int index = outputName(key, query).map(names::indexOf).orElse(-1);
            if (index < 0) {
                return Optional.empty();
            }
            indices.add(index);
        }
        return indices.isEmpty() ? Optional.empty() : Optional.of(indices);
    }

    /** What the projection calls a column of the table. */
    private static Optional<String> outputName(String column, Query query) {
        for (SelectItem item : query.select()) {
            switch (item) {
                case SelectItem.AllColumns _ -> {
                    return Optional.of(column);
                }
                case SelectItem.Single single -> {
                    if (single.expression() instanceof Expression.ColumnRef reference
                            && reference.name().text().equals(column)) {
                        return Optional.of(single.alias() == null ? column : single.alias().text());
                    }
                }
                case SelectItem.AllFields _ -> {}
            }
        }
        return Optional.empty();
    }
}
