// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.protobuf.schema.WireType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts one occurrence of a field into the values of its message. */
@FunctionalInterface
interface FieldReader {
    /** Leaves the values as they are. */
    FieldReader SKIP = (in, tag, _, _) -> in.skip(tag);

    /**
     * Reads the value behind a tag.
     *
     * @param target where the message's values go; what is at {@code at} came before, and may be
     *     the default
     * @throws RowFormatException when it can't be one of the field's type
     */
    void read(ProtoInput in, int tag, @Nullable Object[] target, int at);

    /** A single value: the last one counts. */
    static FieldReader single(ValueReader value, int wireType, String path) {
        return (in, tag, target, at) -> {
            if ((tag & 7) != wireType) {
                throw otherWireType(tag, wireType, path);
            }
            target[at] = value.read(in);
        };
    }

    /** A message as a struct; if it occurs again, its fields are added. */
    static FieldReader struct(MessageReader message, String path) {
        return (in, tag, target, at) -> {
            if ((tag & 7) != WireType.LENGTH_DELIMITED) {
                throw otherWireType(tag, WireType.LENGTH_DELIMITED, path);
            }
            target[at] = message.struct(in, target[at]);
        };
    }

    /** Elements of a list, one by one or, if they are numbers, packed. */
    static FieldReader repeated(ValueReader element, int wireType, String path) {
        return (in, tag, target, at) -> {
            var list = list(target, at);
            if ((tag & 7) == wireType) {
                list.add(element.read(in));
            } else if ((tag & 7) == WireType.LENGTH_DELIMITED) {
                int outer = in.enter();
                while (!in.atEnd()) {
                    list.add(element.read(in));
                }
                in.leave(outer);
            } else {
                throw otherWireType(tag, wireType, path);
            }
        };
    }

    /** Messages of a list. */
    static FieldReader repeatedStruct(MessageReader element, String path) {
        return (in, tag, target, at) -> {
            if ((tag & 7) != WireType.LENGTH_DELIMITED) {
                throw otherWireType(tag, WireType.LENGTH_DELIMITED, path);
            }
            list(target, at).add(element.struct(in, null));
        };
    }

    /**
     * Entries of a map.
     *
     * @param entry reads key and value
     */
    static FieldReader map(MessageReader entry, String path) {
        return (in, tag, target, at) -> {
            if ((tag & 7) != WireType.LENGTH_DELIMITED) {
                throw otherWireType(tag, WireType.LENGTH_DELIMITED, path);
            }
            var values = entry.values(in, null);
            map(target, at).put(values[0], values[1]);
        };
    }

    /**
     * One field of a oneof that is read as a struct.
     *
     * @param index the field's place in the struct, -1 for one that isn't wanted
     */
    static FieldReader branch(FieldReader field, int index, int width) {
        return (in, tag, target, at) -> {
            var values = new @Nullable Object[width];
            if (index >= 0) {
                values[index] = target[at] instanceof StructValue s ? s.get(index) : null;
            }
            field.read(in, tag, values, index);
            target[at] = StructValue.of(values);
        };
    }

    /** A field of another type: nothing but its absence can be read. */
    static FieldReader mismatch(String message) {
        return (_, _, _, _) -> {
            throw new RowFormatException(message);
        };
    }

    @SuppressWarnings("unchecked") // nothing else puts such lists there
    private static ArrayList<@Nullable Object> list(@Nullable Object[] target, int at) {
        if (target[at] instanceof ArrayList<?> growing) {
            return (ArrayList<@Nullable Object>) growing;
        }
        var list = new ArrayList<@Nullable Object>();
        if (target[at] instanceof Collection<?> before) {
            list.addAll(before);
        }
        target[at] = list;
        return list;
    }

    @SuppressWarnings("unchecked") // nothing else puts such maps there
    private static LinkedHashMap<@Nullable Object, @Nullable Object> map(
            @Nullable Object[] target, int at) {
        if (target[at] instanceof LinkedHashMap<?, ?> growing) {
            return (LinkedHashMap<@Nullable Object, @Nullable Object>) growing;
        }
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        if (target[at] instanceof Map<?, ?> before) {
            map.putAll(before);
        }
        target[at] = map;
        return map;
    }

    private static RowFormatException otherWireType(int tag, int wireType, String path) {
        return new RowFormatException(
                "%s: the Protobuf field %d is %s and not %s"
                        .formatted(
                                path,
                                tag >>> 3,
                                WireType.describe(tag & 7),
                                WireType.describe(wireType)));
    }
}
