// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/**
 * A field of a message.
 *
 * @param packed whether a repeated number is written as one run of bytes; either way can be read
 * @param oneof the index of the {@link Message#oneofs} that it belongs to, -1 for none
 * @param params what Kafka Connect says of it, such as a decimal's {@code precision} and {@code
 *     scale}
 * @param defaultValue the literal that proto2 gives as its default, null for the type's own
 */
public record Field(
        String name,
        int number,
        FieldType type,
        Label label,
        boolean packed,
        int oneof,
        Map<String, String> params,
        @Nullable String defaultValue) {

    /** How often a field occurs, and whether one can tell that it doesn't. */
    public enum Label {
        /** Its default value can't be told from its absence: plain fields of proto3. */
        IMPLICIT,
        OPTIONAL,
        REQUIRED,
        REPEATED
    }

    public Field {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(label);
        params = Map.copyOf(params);
    }

    /** A plain field of proto3. */
    public static Field of(String name, int number, FieldType type, Label label) {
        boolean packed = label == Label.REPEATED && WireType.of(type) != WireType.LENGTH_DELIMITED;
        return new Field(name, number, type, label, packed, -1, Map.of(), null);
    }

    /** This field with what Kafka Connect is to know of it. */
    public Field withParams(Map<String, String> more) {
        return new Field(name, number, type, label, packed, oneof, more, defaultValue);
    }

    public boolean repeated() {
        return label == Label.REPEATED;
    }

    /** Whether a reader can tell that the field isn't there. */
    public boolean hasPresence() {
        return !repeated()
                && (label != Label.IMPLICIT || oneof >= 0 || type instanceof FieldType.OfMessage);
    }
}
