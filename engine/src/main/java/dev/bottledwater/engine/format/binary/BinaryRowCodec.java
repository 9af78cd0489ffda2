// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The engine's own format of rows, for state stores, changelogs and repartition topics. It holds
 * every type, is small and quick, and is deterministic: equal rows have equal bytes, as long as no
 * MAP is in them.
 *
 * <p>The layout. {@code varint} is an unsigned LEB128 of at most 10 bytes, {@code zigzag} a varint
 * of {@code (v << 1) ^ (v >> 63)}.
 *
 * <pre>
 * row        = version values              version: one byte, 1
 * values     = nulls value*                of columns, struct fields, array elements
 * nulls      = one bit per value, lowest bit first, 1 for null, in (n + 7) / 8 bytes
 * value      = nothing for a null, else by type:
 *   BOOLEAN    one byte, 0 or 1
 *   INTEGER, BIGINT   zigzag
 *   DOUBLE     8 bytes, IEEE 754, big-endian; every NaN as the canonical one
 *   DECIMAL    varint length, unscaled value in two's complement, big-endian, as short as can be
 *   STRING     varint length, UTF-8
 *   BYTES      varint length, the bytes
 *   DATE       zigzag of days since 1970-01-01
 *   TIME       zigzag of milliseconds of the day
 *   TIMESTAMP  zigzag of milliseconds since 1970-01-01T00:00Z
 *   ARRAY      varint count, values
 *   MAP        varint count, values of the keys, values of the values
 *   STRUCT     values
 * </pre>
 *
 * <p>The columns and their types aren't written: reader and writer have them from the plan.
 */
public final class BinaryRowCodec implements RowReader, RowWriter {
    private static final byte VERSION = 1;

    private final BinaryValue[] values;

    private BinaryRowCodec(List<Column> columns) {
        this.values =
                columns.stream().map(c -> BinaryValue.of(c.type())).toArray(BinaryValue[]::new);
    }

    /** The codec of values. */
    public static BinaryRowCodec ofValue(List<Column> columns) {
        return new BinaryRowCodec(columns);
    }

    /**
     * The codec of keys.
     *
     * @throws IllegalArgumentException for columns that hold a MAP
     */
    public static BinaryRowCodec ofKey(List<Column> columns) {
        for (var column : columns) {
            if (holdsMap(column.type())) {
                throw new IllegalArgumentException(
                        "column `%s` holds a MAP, whose entries have no order, and so can't be a key"
                                .formatted(column.name()));
            }
        }
        return new BinaryRowCodec(columns);
    }

    private static boolean holdsMap(SqlType type) {
        return switch (type) {
            case SqlType.Map _ -> true;
            case SqlType.Array(var element) -> holdsMap(element);
            case SqlType.Struct(var fields) -> fields.stream().anyMatch(f -> holdsMap(f.type()));
            case SqlType.Primitive _, SqlType.Decimal _ -> false;
        };
    }

    /** Never null. */
    @Override
    public byte[] write(Row row, int offset) {
        var out = new ByteSink();
        out.writeByte(VERSION);
        BinaryValues.write(out, values.length, i -> row.get(offset + i), i -> values[i]);
        return out.toByteArray();
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        if (data == null) {
            return false;
        }
        var in = new ByteSource(data);
        byte version = in.readByte();
        if (version != VERSION) {
            throw new RowFormatException(
                    "the row has format version %d but this program reads version %d"
                            .formatted(version & 0xff, VERSION));
        }
        BinaryValues.read(in, values.length, i -> values[i], target, offset);
        in.expectEnd();
        return true;
    }
}
