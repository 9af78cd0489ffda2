// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.sql.type.SqlType;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes records of one schema from values by index. Fields without a column take their default.
 */
final class AvroRecordWriter {
    private final int[] sources;
    private final AvroValueWriter[] writers;

    /**
     * @param columns the values that there are, by name and type
     * @param path where in the row the record is, for errors: empty for the row itself
     * @throws UnusableSchemaException when the record can't hold them, or needs others
     */
    AvroRecordWriter(Schema record, List<SqlType.Field> columns, String path) {
        int count = record.getFields().size();
        this.sources = new int[count];
        this.writers = new AvroValueWriter[count];
        var used = new boolean[columns.size()];
        for (int i = 0; i < count; i++) {
            var field = record.getFields().get(i);
            int source = find(field.name(), columns);
            sources[i] = source;
            var name = (path.isEmpty() ? "column " : path + "->") + "`" + field.name() + "`";
            if (source < 0) {
                writers[i] = AvroValueWriter.missing(field, name);
            } else {
                used[source] = true;
                writers[i] = AvroValueWriter.of(columns.get(source).type(), field, name);
            }
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                throw new UnusableSchemaException(
                        "the Avro schema %s has no field for %s`%s`"
                                .formatted(
                                        record.getFullName(),
                                        path.isEmpty() ? "column " : path + "->",
                                        columns.get(i).name()));
            }
        }
    }

    private static int find(String name, List<SqlType.Field> columns) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
            if (found < 0 && columns.get(i).name().equalsIgnoreCase(name)) {
                found = i;
            }
        }
        return found;
    }

    /**
     * @param values the value of a column by its index
     */
    void write(AvroOutput out, IntFunction<@Nullable Object> values) {
        for (int i = 0; i < writers.length; i++) {
            writers[i].write(out, sources[i] < 0 ? null : values.apply(sources[i]));
        }
    }
}
