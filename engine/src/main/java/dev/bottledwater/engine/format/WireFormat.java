// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

/**
 * How a record names its schema: a zero byte, then the schema's id in four bytes, big-endian, then
 * the payload.
 */
public final class WireFormat {
    /** Bytes before the payload. */
    public static final int HEADER = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /**
     * The id of the schema that a record was written with.
     *
     * @throws RowFormatException when the bytes don't begin like such a record
     */
    public static int schemaId(byte[] data, Object side) {
        if (data.length < HEADER || data[0] != MAGIC) {
            throw new RowFormatException(
                    "the %s was not written with a schema registry: %s"
                            .formatted(
                                    side,
                                    data.length < HEADER
                                            ? "it has %d bytes".formatted(data.length)
                                            : "it begins with %d and not with 0"
                                                    .formatted(data[0])));
        }
        return (data[1] & 0xFF) << 24
                | (data[2] & 0xFF) << 16
                | (data[3] & 0xFF) << 8
                | data[4] & 0xFF;
    }

    /** Puts the header at the start of {@code target}. */
    public static void putHeader(byte[] target, int schemaId) {
        target[0] = MAGIC;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }
}
