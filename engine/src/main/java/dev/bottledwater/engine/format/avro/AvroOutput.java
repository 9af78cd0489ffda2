// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.bytes.ByteOutput;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Avro's binary encoding behind the header of a schema registry. */
final class AvroOutput extends ByteOutput {
    AvroOutput(int schemaId) {
        WireFormat.putHeader(bytes, schemaId);
        size = WireFormat.HEADER;
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    void writeLong(long value) {
        writeZigzag(value);
    }

    void writeFloat(float value) {
        writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    }

    void writeDouble(double value) {
        writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeBytes(byte[] value) {
        writeLong(value.length);
        writeRaw(value);
    }

    void writeFixed(byte[] value) {
        writeRaw(value);
    }

    /** What remains of the buffer, which is not advanced. */
    void writeBuffer(ByteBuffer value) {
        writeLong(value.remaining());
        writeRaw(value);
    }
}
