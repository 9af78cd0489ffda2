// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Values of one type as text, as {@code CAST(… AS STRING)} writes them: {@code 1.0E10}, {@code
 * 123.45}, {@code 2026-02-28T23:59:58.987}, {@code [3, 1]}, {@code {x=1}}, {@code Struct{A=5}}.
 */
@FunctionalInterface
public interface SqlText {

    /** The text of a value that is not null. */
    String text(Object value);

    /** The text of a value, {@code null} for null. */
    default String textOrNull(@Nullable Object value) {
        return value == null ? "null" : text(value);
    }

    /** The text form of a type. */
    static SqlText of(SqlType type) {
        return switch (type) {
            case Primitive.TIMESTAMP -> v -> DateTimeText.TIMESTAMP.format((Instant) v);
            case Primitive.BYTES ->
                    v -> {
                        var bytes = (ByteBuffer) v;
                        var copy = new byte[bytes.remaining()];
                        bytes.get(bytes.position(), copy);
                        return Base64.getEncoder().encodeToString(copy);
                    };
            case Primitive _ -> Object::toString;
            case SqlType.Decimal _ -> v -> ((BigDecimal) v).toPlainString();
            case SqlType.Array(var element) -> {
                var text = of(element);
                yield v -> {
                    var joiner = new StringJoiner(", ", "[", "]");
                    ((List<?>) v).forEach(e -> joiner.add(text.textOrNull(e)));
                    return joiner.toString();
                };
            }
            case SqlType.Map(var key, var value) -> {
                var keyText = of(key);
                var valueText = of(value);
                yield v -> {
                    var joiner = new StringJoiner(", ", "{", "}");
                    ((Map<?, ?>) v)
                            .forEach(
                                    (k, e) ->
                                            joiner.add(
                                                    keyText.textOrNull(k)
                                                            + "="
                                                            + valueText.textOrNull(e)));
                    return joiner.toString();
                };
            }
            case SqlType.Struct(var fields) -> {
                var texts = fields.stream().map(f -> of(f.type())).toList();
                yield v -> {
                    var struct = (StructValue) v;
                    var joiner = new StringJoiner(",", "Struct{", "}");
                    for (int i = 0; i < struct.size(); i++) {
                        var field = struct.get(i);
                        if (field != null) {
                            joiner.add(fields.get(i).name() + "=" + texts.get(i).text(field));
                        }
                    }
                    return joiner.toString();
                };
            }
        };
    }
}
