// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.FormatSpec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a WITH clause says of the schemas of a topic, as properties of its formats. */
final class SchemaProperties {
    private static final String NAMESPACE = "io.confluent.ksql.avro_schemas.";

    private SchemaProperties() {}

    /**
     * The properties of one side.
     *
     * @param source the stream or table: AVRO keys are records named for it
     * @param inherited the format that a query's first source has on this side
     * @throws SqlException for properties that the format doesn't have, or an empty name
     */
    static Map<String, String> of(
            WithClause with,
            String format,
            Side side,
            String source,
            Optional<FormatSpec> inherited) {
        var properties = new TreeMap<String, String>();
        var id = side == Side.KEY ? PropertyName.KEY_SCHEMA_ID : PropertyName.VALUE_SCHEMA_ID;
        with.count(id).ifPresent(n -> properties.put(FormatSpec.SCHEMA_ID, n.toString()));
        name(with, format, side)
                .or(
                        () ->
                                format.equals("AVRO") && side == Side.KEY
                                        ? Optional.of(NAMESPACE + camel(source) + "Key")
                                        : Optional.empty())
                .ifPresent(n -> properties.put(FormatSpec.FULL_SCHEMA_NAME, n));
        properties.putAll(ProtobufProperties.of(with, format, side, inherited));
        return properties;
    }

    /** Checks what can be said without the columns. */
    static void check(WithClause with, String format, Side side) {
        name(with, format, side);
        ProtobufProperties.check(with, format, side);
    }

    private static Optional<String> name(WithClause with, String format, Side side) {
        for (var property : names(side)) {
            var name = with.string(property).map(String::strip);
            if (name.isEmpty()) {
                continue;
            }
            if (!Formats.hasSchemas(format)) {
                throw new SqlException(
                        ErrorCode.INVALID_PROPERTY,
                        "%s does not support the following configs: [%s]"
                                .formatted(format, FormatSpec.FULL_SCHEMA_NAME),
                        with.span(property),
                        null);
            }
            if (name.get().isEmpty()) {
                throw new SqlException(
                        ErrorCode.INVALID_PROPERTY,
                        "%s cannot be empty. Format configuration: {%s=}"
                                .formatted(
                                        FormatSpec.FULL_SCHEMA_NAME, FormatSpec.FULL_SCHEMA_NAME),
                        with.span(property),
                        null);
            }
            return name;
        }
        return Optional.empty();
    }

    private static java.util.List<PropertyName> names(Side side) {
        return switch (side) {
            case KEY -> java.util.List.of(PropertyName.KEY_SCHEMA_FULL_NAME);
            case VALUE ->
                    java.util.List.of(
                            PropertyName.VALUE_SCHEMA_FULL_NAME,
                            PropertyName.VALUE_AVRO_SCHEMA_FULL_NAME);
        };
    }

    /** {@code LEFT_TABLE} as {@code LeftTable}; what Avro's names can't hold parts words, too. */
    private static String camel(String source) {
        var camel = new StringBuilder();
        for (var word : source.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return camel.isEmpty() || Character.isDigit(camel.charAt(0))
                ? "_" + camel
                : camel.toString();
    }
}
