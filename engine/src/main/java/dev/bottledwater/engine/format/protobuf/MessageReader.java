// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads some fields of messages of one kind. A wanted field takes the one of its name, else the
 * first one whose name differs only in case, else the oneof that stands for it; one that the
 * message doesn't have is null. All others are skipped.
 */
final class MessageReader {
    private static final int DENSE = 256;

    /** What to do with a field, and where its value goes. */
    private record Slot(FieldReader reader, int target) {}

    private final @Nullable Object[] defaults;

    /** By the field's number, for small numbers. */
    private final @Nullable Slot[] slots;

    private final int[] highNumbers;
    private final Slot[] highSlots;

    /** The targets that are lists and maps, which grow while the message is read. */
    private final int[] lists;

    private final int[] maps;

    /**
     * @param path where in the row the message is, for errors: empty for the row itself
     */
    MessageReader(Message message, List<SqlType.Field> wanted, ProtoSchema schema, String path) {
        this.defaults = new @Nullable Object[wanted.size()];
        var byNumber = new TreeMap<Integer, Slot>();
        var growing = new ArrayList<Integer>();
        var growingMaps = new ArrayList<Integer>();
        for (int i = 0; i < wanted.size(); i++) {
            var column = wanted.get(i);
            var name = (path.isEmpty() ? "column " : path + "->") + "`" + column.name() + "`";
            var field = find(message, column.name());
            if (field == null) {
                addOneof(message, column, i, schema, name, byNumber);
                continue;
            }
            var plan = FieldPlan.of(column.type(), field, schema, name);
            byNumber.put(field.number(), new Slot(plan.reader(), i));
            defaults[i] = plan.absent();
            if (plan.absent() instanceof List) {
                growing.add(i);
            } else if (plan.absent() instanceof Map) {
                growingMaps.add(i);
            }
        }
        this.lists = growing.stream().mapToInt(Integer::intValue).toArray();
        this.maps = growingMaps.stream().mapToInt(Integer::intValue).toArray();
        int last = byNumber.isEmpty() ? 0 : byNumber.lastKey();
        this.slots = new @Nullable Slot[Math.min(last + 1, DENSE)];
        byNumber.headMap(DENSE).forEach((number, slot) -> slots[number] = slot);
        var high = byNumber.tailMap(DENSE);
        this.highNumbers = high.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.highSlots = high.values().toArray(Slot[]::new);
    }

    private static @Nullable Field find(Message message, String name) {
        Field found = null;
        for (var field : message.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
            if (found == null && field.name().equalsIgnoreCase(name)) {
                found = field;
            }
        }
        return found;
    }

    /** A oneof as a struct: the field that is set has its value there, and no other has one. */
    private void addOneof(
            Message message,
            SqlType.Field wanted,
            int target,
            ProtoSchema schema,
            String path,
            Map<Integer, Slot> byNumber) {
        int oneof = ProtobufTypes.oneof(message, wanted.name());
        if (oneof < 0 || !(wanted.type() instanceof SqlType.Struct(var fields))) {
            return;
        }
        for (var field : message.fields()) {
            if (field.oneof() != oneof) {
                continue;
            }
            int index = -1;
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equalsIgnoreCase(field.name())) {
                    index = i;
                }
            }
            FieldReader inner =
                    index < 0
                            ? FieldReader.SKIP
                            : FieldPlan.of(
                                            fields.get(index).type(),
                                            field,
                                            schema,
                                            path + "->`" + fields.get(index).name() + "`")
                                    .reader();
            byNumber.put(
                    field.number(),
                    new Slot(FieldReader.branch(inner, index, fields.size()), target));
        }
    }

    /** Reads what is left of the input. */
    void read(ProtoInput in, @Nullable Object[] target, int offset) {
        System.arraycopy(defaults, 0, target, offset, defaults.length);
        fields(in, target, offset);
        finish(target, offset);
    }

    /**
     * Reads a message whose length comes next.
     *
     * @param previous what an earlier occurrence of the same field gave: the fields of both count
     */
    StructValue struct(ProtoInput in, @Nullable Object previous) {
        return StructValue.of(values(in, previous));
    }

    /** The values of a message whose length comes next. */
    @Nullable Object[] values(ProtoInput in, @Nullable Object previous) {
        var values = defaults.clone();
        if (previous instanceof StructValue struct) {
            Arrays.setAll(values, struct::get);
        }
        int outer = in.enter();
        fields(in, values, 0);
        in.leave(outer);
        finish(values, 0);
        return values;
    }

    private void fields(ProtoInput in, @Nullable Object[] target, int offset) {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = tag >>> 3;
            var slot = number < slots.length ? slots[number] : high(number);
            if (slot == null) {
                in.skip(tag);
            } else {
                slot.reader.read(in, tag, target, offset + slot.target);
            }
        }
    }

    private @Nullable Slot high(int number) {
        int i = Arrays.binarySearch(highNumbers, number);
        return i < 0 ? null : highSlots[i];
    }

    private void finish(@Nullable Object[] target, int offset) {
        for (int i : lists) {
            if (target[offset + i] instanceof ArrayList<?> list) {
                target[offset + i] = Collections.unmodifiableList(list);
            }
        }
        for (int i : maps) {
            if (target[offset + i] instanceof LinkedHashMap<?, ?> map) {
                target[offset + i] = Collections.unmodifiableMap(map);
            }
        }
    }
}
