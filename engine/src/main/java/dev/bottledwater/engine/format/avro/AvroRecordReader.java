// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.sql.type.SqlType;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Reads some fields of records of one schema. A wanted field takes the first one of its name,
 * whatever the case; one that the schema lacks is null.
 */
final class AvroRecordReader {
    private final int wanted;
    private final int[] targets;
    private final @Nullable AvroValueReader[] readers;
    private final @Nullable AvroSkipper[] skippers;
    private final int lastWanted;

    /**
     * @param path where in the row the record is, for errors: empty for the row itself
     */
    AvroRecordReader(Schema record, List<SqlType.Field> fields, String path) {
        int count = record.getFields().size();
        this.wanted = fields.size();
        this.targets = new int[count];
        this.readers = new @Nullable AvroValueReader[count];
        this.skippers = new @Nullable AvroSkipper[count];
        var taken = new boolean[wanted];
        int last = -1;
        for (int i = 0; i < count; i++) {
            var field = record.getFields().get(i);
            int target = find(field.name(), fields, taken);
            targets[i] = target;
            if (target < 0) {
                skippers[i] = AvroSkipper.of(field.schema());
            } else {
                taken[target] = true;
                last = i;
                var name = "`" + fields.get(target).name() + "`";
                readers[i] =
                        AvroValueReader.of(
                                fields.get(target).type(),
                                field.schema(),
                                path.isEmpty() ? "column " + name : path + "->" + name);
            }
        }
        this.lastWanted = last;
    }

    private static int find(String name, List<SqlType.Field> fields, boolean[] taken) {
        int found = -1;
        for (int i = 0; i < fields.size(); i++) {
            if (!taken[i]) {
                var candidate = fields.get(i).name();
                if (candidate.equals(name)) {
                    return i;
                }
                if (found < 0 && candidate.equalsIgnoreCase(name)) {
                    found = i;
                }
            }
        }
        return found;
    }

    /** Reads the whole record. */
    void read(AvroInput in, @Nullable Object[] target, int offset) {
        read(in, target, offset, targets.length - 1);
    }

    /** Reads a record that nothing follows: no further than to the last wanted field. */
    void readLast(AvroInput in, @Nullable Object[] target, int offset) {
        read(in, target, offset, lastWanted);
    }

    private void read(AvroInput in, @Nullable Object[] target, int offset, int last) {
        Arrays.fill(target, offset, offset + wanted, null);
        for (int i = 0; i <= last; i++) {
            var reader = readers[i];
            var skipper = skippers[i];
            if (reader != null) {
                target[offset + targets[i]] = reader.read(in);
            } else if (skipper != null) {
                skipper.skip(in);
            }
        }
    }

    int wanted() {
        return wanted;
    }
}
