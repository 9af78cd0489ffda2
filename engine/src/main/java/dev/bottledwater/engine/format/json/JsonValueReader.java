// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.stream.IntStream;

/** Decodes JSON values of one SQL type. */
@FunctionalInterface
interface JsonValueReader {

    /**
     * The value that starts at {@code token}, the parser's current one; the parser is left at its
     * last token.
     *
     * @throws JsonMismatch when the JSON can't be a value of the type
     */
    @Nullable Object read(JsonParser parser, JsonToken token) throws IOException;

    /** Passes over a value that nobody reads. */
    JsonValueReader SKIP =
            (parser, _) -> {
                parser.skipChildren();
                return null;
            };

    /** The reader of a type; JSON's null is null for all. */
    static JsonValueReader of(SqlType type) {
        return of(type, ValueUse.WHOLE);
    }

    /** A reader of as much of a value as is used. */
    static JsonValueReader of(SqlType type, ValueUse use) {
        return nullable(
                switch (type) {
                    case SqlType.Primitive primitive -> JsonScalars.of(primitive);
                    case SqlType.Decimal decimal -> JsonScalars.of(decimal);
                    case SqlType.Array array -> array(array, of(array.element()));
                    case SqlType.Map map -> map(map, of(map.value()));
                    case SqlType.Struct struct ->
                            struct(
                                    struct,
                                    IntStream.range(0, struct.fields().size())
                                            .mapToObj(i -> field(struct, i, use))
                                            .toArray(JsonValueReader[]::new));
                });
    }

    private static JsonValueReader field(SqlType.Struct struct, int index, ValueUse use) {
        var type = struct.fields().get(index).type();
        return switch (use) {
            case ValueUse.Whole whole -> of(type, whole);
            case ValueUse.Fields(var fields) -> {
                var part = fields.get(index);
                yield part == null ? SKIP : of(type, part);
            }
        };
    }

    /** Reads JSON's null as null, and anything else with the reader. */
    static JsonValueReader nullable(JsonValueReader reader) {
        return (parser, token) -> token == JsonToken.VALUE_NULL ? null : reader.read(parser, token);
    }

    /** A list of what the reader of elements reads. */
    static JsonValueReader array(SqlType.Array type, JsonValueReader element) {
        return (parser, token) -> {
            if (token != JsonToken.START_ARRAY) {
                throw JsonMismatch.of(type, token);
            }
            var list = new ArrayList<@Nullable Object>();
            for (var t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                try {
                    list.add(element.read(parser, t));
                } catch (JsonMismatch e) {
                    throw e.within("[" + (list.size() + 1) + "]");
                }
            }
            return Collections.unmodifiableList(list);
        };
    }

    /**
     * An object whose members are entries. It has no order, but REDUCE and others go over a map
     * entry by entry: they meet them in the order of a hash map that is just large enough, as
     * KSQL's do.
     */
    static JsonValueReader map(SqlType.Map type, JsonValueReader value) {
        return (parser, token) -> {
            if (token != JsonToken.START_OBJECT) {
                throw JsonMismatch.of(type, token);
            }
            var map = new HashMap<String, @Nullable Object>(1);
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                try {
                    map.put(name, value.read(parser, parser.nextToken()));
                } catch (JsonMismatch e) {
                    // which entry it is would be data
                    throw e.within("[…]");
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    /** An object whose members are fields, read by the readers at their places. */
    static JsonValueReader struct(SqlType.Struct type, JsonValueReader[] readers) {
        var fields = type.fields();
        var index = new FieldIndex(fields.stream().map(SqlType.Field::name).toList());
        return (parser, token) -> {
            if (token != JsonToken.START_OBJECT) {
                throw JsonMismatch.of(type, token);
            }
            var values = new @Nullable Object[readers.length];
            var seen = new boolean[readers.length];
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                int i = index.find(name);
                var t = parser.nextToken();
                if (i < 0 || seen[i]) {
                    parser.skipChildren();
                    continue;
                }
                seen[i] = true;
                try {
                    values[i] = readers[i].read(parser, t);
                } catch (JsonMismatch e) {
                    throw e.within("->`" + fields.get(i).name() + "`");
                }
            }
            return StructValue.of(values);
        };
    }
}
