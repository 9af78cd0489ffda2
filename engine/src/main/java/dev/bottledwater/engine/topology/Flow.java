// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.kstream.KTable;
import org.jspecify.annotations.Nullable;

/** What a step emits, while a topology is built. */
sealed interface Flow {

    /** Records one by one: a stream, or a table whose old rows nobody needs. */
    record Records(RowFlow<?> rows) implements Flow {}

    /** Changes of a table, whose old rows are known. */
    record Changes(KTable<Object, @Nullable Row> table) implements Flow {}
}
