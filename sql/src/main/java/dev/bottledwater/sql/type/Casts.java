// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import dev.bottledwater.sql.type.SqlType.Primitive;

/** Which CASTs exist (language reference, section 2.2). */
public final class Casts {
    private Casts() {}

    /** Whether CAST turns values of {@code from} into {@code to}. */
    public static boolean exist(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return true;
        }
        if (to == Primitive.STRING) {
            return from != Primitive.BYTES;
        }
        return switch (from) {
            case Primitive.STRING ->
                    to.isNumeric()
                            || to == Primitive.BOOLEAN
                            || to == Primitive.DATE
                            || to == Primitive.TIME
                            || to == Primitive.TIMESTAMP;
            case Primitive.TIMESTAMP -> to == Primitive.DATE || to == Primitive.TIME;
            case Primitive.DATE -> to == Primitive.TIMESTAMP;
            case Primitive _, SqlType.Decimal _ -> from.isNumeric() && to.isNumeric();
            case SqlType.Array(var element) ->
                    to instanceof SqlType.Array(var target) && exist(element, target);
            case SqlType.Map(var key, var value) ->
                    to instanceof SqlType.Map(var k, var v) && exist(key, k) && exist(value, v);
            case SqlType.Struct(var fields) ->
                    to instanceof SqlType.Struct target
                            && fields.stream()
                                    .allMatch(
                                            f -> {
                                                int i = target.indexOf(f.name());
                                                return i < 0
                                                        || exist(
                                                                f.type(),
                                                                target.fields().get(i).type());
                                            });
        };
    }
}
