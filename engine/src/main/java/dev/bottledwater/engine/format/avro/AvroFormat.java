// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.SchemaFormat;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;

import java.util.Optional;

/**
 * AVRO (language reference, section 11): a record with a field per column, or the bare value of the
 * only column. The schema that a record was written with decides how it is read; names match in any
 * case, and columns that it lacks are null.
 */
public final class AvroFormat implements SchemaFormat {
    private final SchemaRegistry registry;

    public AvroFormat(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String name() {
        return "AVRO";
    }

    @Override
    public SchemaType schemaType() {
        return SchemaType.AVRO;
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        try {
            AvroSchemas.of(layout);
            return Optional.empty();
        } catch (UnusableSchemaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public SchemaText schema(RecordLayout layout) {
        return AvroSchemas.text(layout);
    }

    @Override
    public SqlType type(SchemaText schema, FormatSpec format) {
        return AvroTypes.of(ParsedSchemas.parse(schema, registry));
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return new AvroRowReader(layout, wanted, registry);
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return new AvroRowWriter(layout, registry);
    }
}
