// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.SchemaFormat;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;

import java.util.Optional;

/**
 * JSON_SR (language reference, section 11): JSON behind the header of a schema registry, with JSON
 * Schemas as Kafka Connect writes them.
 */
public final class JsonSchemaFormat implements SchemaFormat {
    private final Format json = new JsonFormat();
    private final SchemaRegistry registry;

    public JsonSchemaFormat(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String name() {
        return "JSON_SR";
    }

    @Override
    public SchemaType schemaType() {
        return SchemaType.JSON;
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        return json.refusal(layout);
    }

    @Override
    public SchemaText schema(RecordLayout layout) {
        return JsonSchemas.text(layout);
    }

    @Override
    public SqlType type(SchemaText schema, FormatSpec format) {
        return JsonSchemaTypes.of(JsonSchemaDocument.parse(schema, registry));
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return new JsonSchemaRowReader(layout, wanted, registry);
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return new JsonSchemaRowWriter(layout, registry);
    }
}
