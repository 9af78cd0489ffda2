// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

/** How fields are laid out in bytes (Protobuf encoding, "Message Structure"). */
public final class WireType {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int LENGTH_DELIMITED = 2;
    public static final int START_GROUP = 3;
    public static final int END_GROUP = 4;
    public static final int FIXED32 = 5;

    private WireType() {}

    /** The wire type of single values of a type. */
    public static int of(FieldType type) {
        return switch (type) {
            case ScalarType scalar -> scalar.wireType();
            case FieldType.Enumeration _ -> VARINT;
            case FieldType.OfMessage _ -> LENGTH_DELIMITED;
        };
    }

    /** A wire type as sentences name it. */
    public static String describe(int wireType) {
        return switch (wireType) {
            case VARINT -> "a varint";
            case FIXED64 -> "8 bytes";
            case LENGTH_DELIMITED -> "length-delimited";
            case START_GROUP, END_GROUP -> "a group";
            case FIXED32 -> "4 bytes";
            default -> "of the unknown wire type " + wireType;
        };
    }
}
