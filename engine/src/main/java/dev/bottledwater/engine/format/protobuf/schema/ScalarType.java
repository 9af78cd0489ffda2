// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Protobuf's scalar types (language guide, "Scalar Value Types"). */
public enum ScalarType implements FieldType {
    DOUBLE(WireType.FIXED64),
    FLOAT(WireType.FIXED32),
    INT32(WireType.VARINT),
    INT64(WireType.VARINT),
    UINT32(WireType.VARINT),
    UINT64(WireType.VARINT),
    SINT32(WireType.VARINT),
    SINT64(WireType.VARINT),
    FIXED32(WireType.FIXED32),
    FIXED64(WireType.FIXED64),
    SFIXED32(WireType.FIXED32),
    SFIXED64(WireType.FIXED64),
    BOOL(WireType.VARINT),
    STRING(WireType.LENGTH_DELIMITED),
    BYTES(WireType.LENGTH_DELIMITED);

    private final int wireType;

    ScalarType(int wireType) {
        this.wireType = wireType;
    }

    /** How it is encoded, one of {@link WireType}. */
    public int wireType() {
        return wireType;
    }

    /** The word in texts of schemas. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a word in texts of schemas. */
    public static Optional<ScalarType> of(String keyword) {
        return Arrays.stream(values()).filter(t -> t.keyword().equals(keyword)).findFirst();
    }
}
