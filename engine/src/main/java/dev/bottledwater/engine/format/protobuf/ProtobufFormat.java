// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

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
 * PROTOBUF (language reference, section 11): a message with a field per column, behind the header
 * of a schema registry and the message's place in its schema. The schema that a record was written
 * with decides how it is read; names match in any case, and columns that it lacks are null. A
 * single column is always in a message of its own.
 */
public final class ProtobufFormat implements SchemaFormat {
    private final SchemaRegistry registry;

    public ProtobufFormat(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String name() {
        return "PROTOBUF";
    }

    @Override
    public SchemaType schemaType() {
        return SchemaType.PROTOBUF;
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        try {
            ProtobufSchemas.of(layout);
            return Optional.empty();
        } catch (UnusableSchemaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public SchemaText schema(RecordLayout layout) {
        return SchemaText.of(SchemaType.PROTOBUF, ProtobufSchemas.of(layout).text());
    }

    @Override
    public SqlType type(SchemaText schema, FormatSpec format) {
        var parsed = ParsedSchemas.parse(schema, registry);
        return ProtobufTypes.of(ParsedSchemas.message(parsed, format), parsed);
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return new ProtobufRowReader(layout, wanted, registry);
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return new ProtobufRowWriter(layout, registry, () -> schema(layout));
    }
}
