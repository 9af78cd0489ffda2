// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.eval.SqlText;
import dev.bottledwater.sql.function.CallTypes;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Any value as JSON. */
@FunctionCategory("JSON")
public final class ToJsonString {
    private ToJsonString() {}

    @ScalarFunction(
            name = "TO_JSON_STRING",
            description =
                    "The value as JSON. Dates and times are texts, BYTES are text"
                            + " in base64; NULL is"
                            + " the text null.",
            acceptsNulls = true)
    @Example(sql = "TO_JSON_STRING(ARRAY['a', NULL])", result = "'[\"a\",null]'")
    @Example(
            sql = "TO_JSON_STRING(STRUCT(A := 5, B := 'bee'))",
            result = "'{\"A\":5,\"B\":\"bee\"}'")
    public static <T> String toJson(CallTypes types, @Nullable T input) {
        var out = new StringWriter();
        try (var generator = JsonTexts.FACTORY.createGenerator(out)) {
            write(generator, input, types.arguments().getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value, SqlType type)
            throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (type) {
            case Primitive.BOOLEAN -> out.writeBoolean((boolean) value);
            case Primitive.INTEGER -> out.writeNumber((int) value);
            case Primitive.BIGINT -> out.writeNumber((long) value);
            case Primitive.DOUBLE -> out.writeNumber((double) value);
            case SqlType.Decimal _ -> out.writeNumber(((BigDecimal) value).toPlainString());
            case Primitive _ -> out.writeString(SqlText.of(type).text(value));
            case SqlType.Array(var element) -> {
                out.writeStartArray();
                for (var e : (List<?>) value) {
                    write(out, e, element);
                }
                out.writeEndArray();
            }
            case SqlType.Map(var keyType, var valueType) -> {
                out.writeStartObject();
                for (var entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName(SqlText.of(keyType).textOrNull(entry.getKey()));
                    write(out, entry.getValue(), valueType);
                }
                out.writeEndObject();
            }
            case SqlType.Struct(var fields) -> {
                out.writeStartObject();
                for (int i = 0; i < fields.size(); i++) {
                    out.writeFieldName(fields.get(i).name());
                    write(out, ((StructValue) value).get(i), fields.get(i).type());
                }
                out.writeEndObject();
            }
        }
    }
}
