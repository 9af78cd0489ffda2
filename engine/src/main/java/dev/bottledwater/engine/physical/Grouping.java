// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * How an aggregation groups rows.
 *
 * @param expressions the grouping columns, over the input's row; empty for one global group
 * @param repartition name of the repartition topic without application id and suffix, such as
 *     {@code Aggregate-GroupBy}; null when the groups are the input's keys, so that rows are where
 *     they belong already
 * @param keyFormat format of keys in the repartition topic and in the store
 */
public record Grouping(
        List<NamedExpression> expressions, @Nullable String repartition, FormatSpec keyFormat) {
    public Grouping {
        expressions = List.copyOf(expressions);
        Objects.requireNonNull(keyFormat);
    }

    public List<Column> columns() {
        return expressions.stream().map(NamedExpression::column).toList();
    }
}
