// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A serialisation format by name with its properties, as it stands in a stored plan.
 *
 * @param name upper-case name: JSON, KAFKA, NONE, DELIMITED …
 * @param properties the format's own settings, such as {@code delimiter}
 * @param wrapping whether a single column is wrapped in an object
 */
public record FormatSpec(String name, Map<String, String> properties, Wrapping wrapping) {
    /** The property that names the schema of a registry that rows are written with. */
    public static final String SCHEMA_ID = "schemaId";

    /** The property that names the record, or the message of several, that is a row. */
    public static final String FULL_SCHEMA_NAME = "fullSchemaName";

    /** The property that says how Protobuf tells null: {@code optional} or {@code wrapper}. */
    public static final String NULLABLE_REPRESENTATION = "nullableRepresentation";

    /** The property that says that Protobuf's wrappers are read as what they wrap. */
    public static final String UNWRAP_PRIMITIVES = "unwrapPrimitives";

    /** The property that separates the fields of DELIMITED. */
    public static final String DELIMITER = "delimiter";

    /** How one single column is laid out (KSQL reference, "single field (un)wrapping"). */
    public enum Wrapping {
        /** The format's own default: values wrapped, keys bare. */
        DEFAULT,
        WRAPPED,
        UNWRAPPED
    }

    public FormatSpec {
        properties = Map.copyOf(new TreeMap<>(properties));
    }

    /** The value of a property. */
    public Optional<String> property(String property) {
        return Optional.ofNullable(properties.get(property));
    }

    public static FormatSpec of(String name) {
        return new FormatSpec(name, Map.of(), Wrapping.DEFAULT);
    }
}
