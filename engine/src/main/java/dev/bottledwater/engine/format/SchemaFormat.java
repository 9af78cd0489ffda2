// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;

/** A format whose schemas are in a registry: it translates between columns and schemas. */
public interface SchemaFormat extends Format {

    /** The language of its schemas. */
    SchemaType schemaType();

    /**
     * The schema that this format writes rows of the layout with. Deterministic: equal layouts have
     * equal texts, so that registering it again changes nothing.
     */
    SchemaText schema(RecordLayout layout);

    /**
     * The type of what a schema describes, with names as they are there: a {@link SqlType.Struct}
     * for a record, anything else for a bare value. Parts that SQL can't hold are left out.
     *
     * @param format with the format's properties, such as {@code fullSchemaName} where a schema
     *     describes several things
     * @throws UnusableSchemaException when nothing of it can be read as SQL
     */
    SqlType type(SchemaText schema, FormatSpec format);
}
