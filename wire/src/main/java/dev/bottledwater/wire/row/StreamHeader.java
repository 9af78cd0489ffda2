// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The first line of {@code /query-stream}.
 *
 * @param columnTypes KSQL's texts, one per name
 */
public record StreamHeader(
        @Nullable String queryId, List<String> columnNames, List<String> columnTypes) {}
