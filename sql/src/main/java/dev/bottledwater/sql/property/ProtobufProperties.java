// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.FormatSpec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** KEY_PROTOBUF_NULLABLE_REPRESENTATION and VALUE_…: how messages tell that a scalar is null. */
final class ProtobufProperties {
    private static final List<String> REPRESENTATIONS = List.of("OPTIONAL", "WRAPPER");

    private ProtobufProperties() {}

    /**
     * The properties of a format.
     *
     * @param inherited the format that a query's first source has on this side: its way with nulls
     *     stays unless another is given, or they would become 0 and '' without a word
     * @throws SqlException for an unknown representation, or a format that has none
     */
    static Map<String, String> of(
            WithClause with, String format, Side side, Optional<FormatSpec> inherited) {
        check(with, format, side);
        var properties = new TreeMap<String, String>();
        if (format.equals("PROTOBUF")) {
            // older KSQL had wrappers as structs; it marks what has been created since
            properties.put(FormatSpec.UNWRAP_PRIMITIVES, "true");
        }
        if (isProtobuf(format)) {
            with.string(property(side))
                    .map(r -> r.strip().toLowerCase(Locale.ROOT))
                    .or(
                            () ->
                                    inherited
                                            .filter(f -> isProtobuf(f.name()))
                                            .flatMap(
                                                    f ->
                                                            f.property(
                                                                    FormatSpec
                                                                            .NULLABLE_REPRESENTATION)))
                    .ifPresent(r -> properties.put(FormatSpec.NULLABLE_REPRESENTATION, r));
        }
        return properties;
    }

    /** Checks what can be said without the columns. */
    static void check(WithClause with, String format, Side side) {
        var property = property(side);
        var given = with.string(property);
        if (given.isEmpty()) {
            return;
        }
        if (!isProtobuf(format)) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "%s does not support the following configs: [%s]"
                            .formatted(format, FormatSpec.NULLABLE_REPRESENTATION),
                    with.span(property),
                    null);
        }
        if (!REPRESENTATIONS.contains(given.get().strip().toUpperCase(Locale.ROOT))) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "Failed to prepare statement: Invalid value %s for configuration %s: String must be one of: %s"
                            .formatted(given.get(), property, String.join(", ", REPRESENTATIONS)),
                    with.span(property),
                    null);
        }
    }

    private static boolean isProtobuf(String format) {
        return format.equals("PROTOBUF") || format.equals("PROTOBUF_NOSR");
    }

    private static PropertyName property(Side side) {
        return switch (side) {
            case KEY -> PropertyName.KEY_PROTOBUF_NULLABLE_REPRESENTATION;
            case VALUE -> PropertyName.VALUE_PROTOBUF_NULLABLE_REPRESENTATION;
        };
    }
}
