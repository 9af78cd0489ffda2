// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes and reads values of one type that are not null. */
interface BinaryValue {

    void write(ByteSink out, Object value);

    Object read(ByteSource in);

    /** The codec of a type; its layout is described at {@link BinaryRowCodec}. */
    static BinaryValue of(SqlType type) {
        return switch (type) {
            case Primitive primitive -> scalar(primitive);
            case SqlType.Decimal(_, var scale) ->
                    new Scalar(
                            (out, v) ->
                                    out.writeBytes(
                                            ((BigDecimal) v)
                                                    .setScale(scale)
                                                    .unscaledValue()
                                                    .toByteArray()),
                            in -> decimal(in.readBytes(), scale));
            case SqlType.Array(var element) -> new ArrayValue(of(element));
            case SqlType.Map(var key, var value) -> new MapValue(of(key), of(value));
            case SqlType.Struct(var fields) ->
                    new StructFields(
                            fields.stream().map(f -> of(f.type())).toArray(BinaryValue[]::new));
        };
    }

    private static Object decimal(byte[] unscaled, int scale) {
        if (unscaled.length == 0) {
            throw ByteSource.damagedRow();
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static BinaryValue scalar(Primitive type) {
        return switch (type) {
            case BOOLEAN ->
                    new Scalar(
                            (out, v) -> out.writeByte((byte) ((boolean) v ? 1 : 0)),
                            in -> in.readByte() != 0);
            case INTEGER ->
                    new Scalar((out, v) -> out.writeZigzag((int) v), in -> (int) in.readZigzag());
            case BIGINT ->
                    new Scalar((out, v) -> out.writeZigzag((long) v), ByteSource::readZigzag);
            case DOUBLE ->
                    new Scalar(
                            (out, v) -> out.writeFixed64(Double.doubleToLongBits((double) v)),
                            in -> Double.longBitsToDouble(in.readFixed64()));
            case STRING ->
                    new Scalar(
                            (out, v) ->
                                    out.writeBytes(((String) v).getBytes(StandardCharsets.UTF_8)),
                            ByteSource::readString);
            case BYTES ->
                    new Scalar(
                            (out, v) -> out.writeBuffer((ByteBuffer) v),
                            in -> ByteBuffer.wrap(in.readBytes()));
            case DATE ->
                    new Scalar(
                            (out, v) -> out.writeZigzag(((LocalDate) v).toEpochDay()),
                            in -> LocalDate.ofEpochDay(in.readZigzag()));
            case TIME ->
                    new Scalar(
                            (out, v) -> out.writeZigzag(((LocalTime) v).toNanoOfDay() / 1_000_000),
                            in -> LocalTime.ofNanoOfDay(in.readZigzag() * 1_000_000));
            case TIMESTAMP ->
                    new Scalar(
                            (out, v) -> out.writeZigzag(((Instant) v).toEpochMilli()),
                            in -> Instant.ofEpochMilli(in.readZigzag()));
        };
    }

    /** Writes one value. */
    interface Write {
        void write(ByteSink out, Object value);
    }

    /** A codec of two functions. */
    record Scalar(Write writer, Function<ByteSource, Object> reader) implements BinaryValue {
        @Override
        public void write(ByteSink out, Object value) {
            writer.write(out, value);
        }

        @Override
        public Object read(ByteSource in) {
            return reader.apply(in);
        }
    }

    /** Elements of an array. */
    record ArrayValue(BinaryValue element) implements BinaryValue {
        @Override
        public void write(ByteSink out, Object value) {
            var list = (List<?>) value;
            out.writeVarint(list.size());
            BinaryValues.write(out, list.size(), list::get, _ -> element);
        }

        @Override
        public Object read(ByteSource in) {
            var values = new @Nullable Object[in.readCount()];
            BinaryValues.read(in, values.length, _ -> element, values, 0);
            return Collections.unmodifiableList(Arrays.asList(values));
        }
    }

    /** Keys, then values of a map, in the map's order. */
    record MapValue(BinaryValue key, BinaryValue value) implements BinaryValue {
        @Override
        public void write(ByteSink out, Object map) {
            var entries = ((Map<?, ?>) map).entrySet().stream().toList();
            out.writeVarint(entries.size());
            BinaryValues.write(out, entries.size(), i -> entries.get(i).getKey(), _ -> key);
            BinaryValues.write(out, entries.size(), i -> entries.get(i).getValue(), _ -> value);
        }

        @Override
        public Object read(ByteSource in) {
            int count = in.readCount();
            var keys = new @Nullable Object[count];
            var values = new @Nullable Object[count];
            BinaryValues.read(in, count, _ -> key, keys, 0);
            BinaryValues.read(in, count, _ -> value, values, 0);
            var map = LinkedHashMap.<@Nullable Object, @Nullable Object>newLinkedHashMap(count);
            for (int i = 0; i < count; i++) {
                map.put(keys[i], values[i]);
            }
            return Collections.unmodifiableMap(map);
        }
    }

    /** Fields of a struct. */
    record StructFields(BinaryValue[] fields) implements BinaryValue {
        @Override
        public void write(ByteSink out, Object value) {
            var struct = (StructValue) value;
            BinaryValues.write(out, fields.length, struct::get, i -> fields[i]);
        }

        @Override
        public Object read(ByteSource in) {
            var values = new @Nullable Object[fields.length];
            BinaryValues.read(in, fields.length, i -> fields[i], values, 0);
            return StructValue.of(values);
        }
    }
}
