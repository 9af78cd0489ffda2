// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.WriterSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.FormatSpec;

import org.jspecify.annotations.Nullable;

/** Writes rows as JSON with the topic's schema. */
final class JsonSchemaRowWriter implements RowWriter {

    private record Plan(byte[] header, JsonRowWriter writer) {}

    private final RecordLayout layout;
    private final boolean unwrapped;
    private final SchemaRegistry registry;
    private final WriterSchema<Plan> schema;

    JsonSchemaRowWriter(RecordLayout layout, SchemaRegistry registry) {
        this.layout = layout;
        this.unwrapped = layout.unwrapped();
        this.registry = registry;
        this.schema =
                new WriterSchema<>(layout, registry, () -> JsonSchemas.text(layout), this::plan);
    }

    private Plan plan(int id, SchemaText text) {
        if (text.type() != SchemaType.JSON) {
            throw new UnusableSchemaException(
                    "the schema %d is one of %s and not of JSON".formatted(id, text.type()));
        }
        var header = new byte[WireFormat.HEADER];
        WireFormat.putHeader(header, id);
        return new Plan(
                header,
                layout.format().property(FormatSpec.SCHEMA_ID).isEmpty()
                        ? new JsonRowWriter(layout)
                        : JsonSchemaWriters.row(
                                layout, JsonSchemaDocument.parse(text, registry).root()));
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        if (layout.columns().isEmpty() || unwrapped && row.get(offset) == null) {
            return null;
        }
        var plan = schema.get();
        return plan.writer.write(row, offset, plan.header);
    }
}
