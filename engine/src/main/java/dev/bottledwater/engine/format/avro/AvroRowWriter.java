// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WriterSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.type.SqlType;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes rows with the topic's schema. */
final class AvroRowWriter implements RowWriter {

    /** How the columns of a row become the bytes behind the header. */
    private interface Body {
        void write(AvroOutput out, Row row, int offset);
    }

    private record Plan(int schemaId, Body body) {}

    private final RecordLayout layout;
    private final boolean unwrapped;
    private final SchemaRegistry registry;
    private final WriterSchema<Plan> schema;

    AvroRowWriter(RecordLayout layout, SchemaRegistry registry) {
        this.layout = layout;
        this.unwrapped = layout.unwrapped();
        this.registry = registry;
        this.schema =
                new WriterSchema<>(layout, registry, () -> AvroSchemas.text(layout), this::plan);
    }

    private Plan plan(int id, SchemaText text) {
        if (text.type() != SchemaType.AVRO) {
            throw new UnusableSchemaException(
                    "the schema %d is one of %s and not of AVRO".formatted(id, text.type()));
        }
        return new Plan(id, body(ParsedSchemas.parse(text, registry)));
    }

    private Body body(Schema parsed) {
        var columns =
                layout.columns().stream().map(c -> new SqlType.Field(c.name(), c.type())).toList();
        if (unwrapped) {
            var column = columns.getFirst();
            var writer =
                    AvroValueWriter.of(column.type(), parsed, "column `" + column.name() + "`");
            return (out, row, offset) -> writer.write(out, row.get(offset));
        }
        int index = AvroTypes.recordIndex(parsed);
        if (index < 0 && parsed.getType() != Schema.Type.RECORD) {
            throw new UnusableSchemaException(
                    "the Avro schema is %s and not a record with the columns"
                            .formatted(AvroTypes.describe(parsed)));
        }
        if (index < 0) {
            var record = new AvroRecordWriter(parsed, columns, "");
            return (out, row, offset) -> record.write(out, i -> row.get(offset + i));
        }
        var record = new AvroRecordWriter(parsed.getTypes().get(index), columns, "");
        return (out, row, offset) -> {
            out.writeLong(index);
            record.write(out, i -> row.get(offset + i));
        };
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        if (layout.columns().isEmpty() || unwrapped && row.get(offset) == null) {
            return null;
        }
        var plan = schema.get();
        var out = new AvroOutput(plan.schemaId);
        plan.body.write(out, row, offset);
        return out.toByteArray();
    }
}
