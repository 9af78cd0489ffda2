// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;

/** The order of SQL values of one type. */
public final class SqlOrder {
    private SqlOrder() {}

    /**
     * The order of values that are not null: strings by UTF-16 code unit, bytes unsigned, false
     * before true.
     *
     * @throws IllegalArgumentException for ARRAY, MAP and STRUCT, which have none
     */
    public static Comparator<Object> of(SqlType type) {
        return switch (type) {
            case Primitive primitive ->
                    switch (primitive) {
                        case BOOLEAN -> (a, b) -> Boolean.compare((boolean) a, (boolean) b);
                        case INTEGER -> (a, b) -> Integer.compare((int) a, (int) b);
                        case BIGINT -> (a, b) -> Long.compare((long) a, (long) b);
                        case DOUBLE -> (a, b) -> Double.compare((double) a, (double) b);
                        case STRING -> (a, b) -> ((String) a).compareTo((String) b);
                        case BYTES -> (a, b) -> unsigned((ByteBuffer) a, (ByteBuffer) b);
                        case DATE -> (a, b) -> ((LocalDate) a).compareTo((LocalDate) b);
                        case TIME -> (a, b) -> ((LocalTime) a).compareTo((LocalTime) b);
                        case TIMESTAMP -> (a, b) -> ((Instant) a).compareTo((Instant) b);
                    };
            case SqlType.Decimal _ -> (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException("values of " + type + " have no order");
        };
    }

    /** The order of BYTES. */
    public static int unsigned(ByteBuffer a, ByteBuffer b) {
        int mismatch = a.mismatch(b);
        if (mismatch < 0) {
            return 0;
        }
        if (mismatch == a.remaining() || mismatch == b.remaining()) {
            return Integer.compare(a.remaining(), b.remaining());
        }
        return Byte.compareUnsigned(a.get(a.position() + mismatch), b.get(b.position() + mismatch));
    }
}
