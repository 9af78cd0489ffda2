// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages of one kind from values by index, in the order of the fields' numbers. Fields
 * without a column are left out.
 */
final class MessageWriter {

    /** The values that become a message, by their column's index. */
    interface Values {
        @Nullable Object get(int index);
    }

    /** A field, or a oneof, and the column that it takes. */
    private record Slot(int number, FieldWriter writer, int source) {}

    private final Slot[] slots;

    /**
     * @param columns the values that there are, by name and type
     * @param path where in the row the message is, for errors: empty for the row itself
     * @throws UnusableSchemaException when the message can't hold them, or needs others
     */
    MessageWriter(Message message, List<SqlType.Field> columns, ProtoSchema schema, String path) {
        var made = new ArrayList<Slot>();
        for (int i = 0; i < columns.size(); i++) {
            made.add(slot(message, columns.get(i), i, schema, path));
        }
        for (var field : message.fields()) {
            if (field.label() == Field.Label.REQUIRED
                    && made.stream().noneMatch(s -> s.number == field.number())) {
                throw new UnusableSchemaException(
                        "the Protobuf schema requires %s, which no column gives"
                                .formatted(place(path, field.name())));
            }
        }
        made.sort(Comparator.comparingInt(Slot::number));
        this.slots = made.toArray(Slot[]::new);
    }

    private static Slot slot(
            Message message, SqlType.Field column, int index, ProtoSchema schema, String path) {
        var name = place(path, column.name());
        var field = find(message, column.name());
        if (field.isPresent()) {
            return new Slot(
                    field.get().number(),
                    FieldWriter.of(column.type(), field.get(), schema, name),
                    index);
        }
        int oneof = ProtobufTypes.oneof(message, column.name());
        if (oneof >= 0 && column.type() instanceof SqlType.Struct(var branches)) {
            return oneof(message, oneof, branches, index, schema, name);
        }
        throw new UnusableSchemaException(
                "the Protobuf message %s has no field for %s".formatted(message.fullName(), name));
    }

    private static String place(String path, String name) {
        return (path.isEmpty() ? "column " : path + "->") + "`" + name + "`";
    }

    /** The field of the name, else one whose name differs only in case. */
    private static Optional<Field> find(Message message, String name) {
        return message.fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .or(
                        () ->
                                message.fields().stream()
                                        .filter(f -> f.name().equalsIgnoreCase(name))
                                        .findFirst());
    }

    /** The first field of the struct that is not null is the one that is set. */
    private static Slot oneof(
            Message message,
            int oneof,
            List<SqlType.Field> branches,
            int index,
            ProtoSchema schema,
            String path) {
        var writers = new FieldWriter[branches.size()];
        int number = Integer.MAX_VALUE;
        for (int i = 0; i < writers.length; i++) {
            var branch = branches.get(i);
            var name = path + "->`" + branch.name() + "`";
            var field =
                    find(message, branch.name())
                            .filter(f -> f.oneof() == oneof)
                            .orElseThrow(
                                    () ->
                                            new UnusableSchemaException(
                                                    "the Protobuf message %s has no field for %s"
                                                            .formatted(message.fullName(), name)));
            writers[i] = FieldWriter.of(branch.type(), field, schema, name);
            number = Math.min(number, field.number());
        }
        return new Slot(
                number,
                (out, value) -> {
                    if (value instanceof StructValue struct) {
                        for (int i = 0; i < writers.length; i++) {
                            if (struct.get(i) != null) {
                                writers[i].write(out, struct.get(i));
                                return;
                            }
                        }
                    }
                },
                index);
    }

    /**
     * Writes the fields, without a length before them.
     *
     * @throws RowFormatException when a field doesn't take its value
     */
    void write(ProtoOutput out, Values values) {
        for (var slot : slots) {
            slot.writer.write(out, values.get(slot.source));
        }
    }
}
