// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * KAFKA: the bare value of one column as Kafka's own serialisers write it: INTEGER in 4 bytes,
 * BIGINT in 8, DOUBLE in 8 (IEEE 754), all big-endian; STRING in UTF-8; BYTES as they are.
 */
final class KafkaFormat implements Format {

    private interface Decoder {
        Object decode(byte[] data);
    }

    private interface Encoder {
        byte[] encode(Object value);
    }

    @Override
    public String name() {
        return "KAFKA";
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        if (layout.format().wrapping() == Wrapping.WRAPPED) {
            return Optional.of(
                    "Format 'KAFKA' does not support 'WRAP_SINGLE_VALUE' set to 'true'.");
        }
        if (layout.columns().isEmpty() && layout.side() == RecordSide.KEY) {
            return Optional.empty();
        }
        if (layout.columns().size() != 1) {
            return Optional.of(
                    "The 'KAFKA' format only supports a single field. Got: "
                            + layout.columnsText());
        }
        return switch (layout.columns().getFirst().type()) {
            case Primitive.INTEGER,
                    Primitive.BIGINT,
                    Primitive.DOUBLE,
                    Primitive.STRING,
                    Primitive.BYTES ->
                    Optional.empty();
            case Primitive other -> unsupported(other.name());
            case SqlType.Decimal _ -> unsupported("DECIMAL");
            case SqlType.Array _ -> unsupported("ARRAY");
            case SqlType.Map _ -> unsupported("MAP");
            case SqlType.Struct _ -> unsupported("STRUCT");
        };
    }

    private static Optional<String> unsupported(String type) {
        return Optional.of("The 'KAFKA' format does not support type '" + type + "'");
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        var decoder = decoder(layout);
        return (data, target, offset) -> {
            if (data == null) {
                return false;
            }
            var value = decoder.decode(data);
            for (int i = 0; i < wanted.length; i++) {
                target[offset + i] = value;
            }
            return true;
        };
    }

    private static Decoder decoder(RecordLayout layout) {
        return switch ((Primitive) layout.columns().getFirst().type()) {
            case INTEGER -> data -> sized(layout, data, Integer.BYTES).getInt();
            case BIGINT -> data -> sized(layout, data, Long.BYTES).getLong();
            case DOUBLE -> data -> sized(layout, data, Double.BYTES).getDouble();
            case STRING -> data -> new String(data, StandardCharsets.UTF_8);
            case BYTES -> ByteBuffer::wrap;
            case BOOLEAN, DATE, TIME, TIMESTAMP ->
                    throw new IllegalArgumentException(layout.columnsText());
        };
    }

    private static ByteBuffer sized(RecordLayout layout, byte[] data, int size) {
        if (data.length != size) {
            var column = layout.columns().getFirst();
            throw new RowFormatException(
                    "%scolumn `%s`: expected %d bytes of %s but the %s has %d"
                            .formatted(
                                    layout.side() == RecordSide.KEY ? "key " : "",
                                    column.name(),
                                    size,
                                    column.type(),
                                    layout.side(),
                                    data.length));
        }
        return ByteBuffer.wrap(data);
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        var encoder = encoder(layout);
        return (row, offset) -> {
            @Nullable Object value = row.get(offset);
            return value == null ? null : encoder.encode(value);
        };
    }

    private static Encoder encoder(RecordLayout layout) {
        return switch ((Primitive) layout.columns().getFirst().type()) {
            case INTEGER -> v -> ByteBuffer.allocate(Integer.BYTES).putInt((int) v).array();
            case BIGINT -> v -> ByteBuffer.allocate(Long.BYTES).putLong((long) v).array();
            case DOUBLE -> v -> ByteBuffer.allocate(Double.BYTES).putDouble((double) v).array();
            case STRING -> v -> ((String) v).getBytes(StandardCharsets.UTF_8);
            case BYTES ->
                    v -> {
                        var buffer = (ByteBuffer) v;
                        var bytes = new byte[buffer.remaining()];
                        buffer.get(buffer.position(), bytes);
                        return bytes;
                    };
            case BOOLEAN, DATE, TIME, TIMESTAMP ->
                    throw new IllegalArgumentException(layout.columnsText());
        };
    }
}
