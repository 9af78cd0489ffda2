// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The beginning of a result.
 *
 * @param queryId ends the query when sent to {@code /close-query}; null when the server tells none
 */
public record QueryHeader(@Nullable String queryId, List<ResultColumn> columns) {
    public QueryHeader {
        columns = List.copyOf(columns);
    }

    /**
     * Returns the place of a column in {@link ResultRow#values()}.
     *
     * @param column exactly as the result names it
     * @throws IllegalArgumentException when the result has no such column
     */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "The result has no column %s; there are: %s."
                        .formatted(
                                column,
                                columns.stream()
                                        .map(ResultColumn::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** Returns the header from the first line of {@code /query-stream}. */
    public static QueryHeader of(StreamHeader header) {
        return new QueryHeader(
                header.queryId(),
                IntStream.range(0, header.columnNames().size())
                        .mapToObj(
                                i ->
                                        new ResultColumn(
                                                header.columnNames().get(i),
                                                i < header.columnTypes().size()
                                                        ? header.columnTypes().get(i)
                                                        : "?",
                                                false))
                        .toList());
    }
}
