// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.WriterSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Writes rows with the topic's schema. */
final class ProtobufRowWriter implements RowWriter {

    /**
     * How rows are written.
     *
     * @param prefix the bytes before each message
     */
    private record Plan(byte[] prefix, MessageWriter message) {}

    private final RecordLayout layout;
    private final SchemaRegistry registry;
    private final WriterSchema<Plan> schema;

    /**
     * @param own the layout's own schema
     */
    ProtobufRowWriter(RecordLayout layout, SchemaRegistry registry, Supplier<SchemaText> own) {
        this.layout = layout;
        this.registry = registry;
        this.schema = new WriterSchema<>(layout, registry, own, this::plan);
    }

    private Plan plan(int id, SchemaText text) {
        var parsed = ParsedSchemas.parse(text, registry);
        var message = ParsedSchemas.message(parsed, layout.format());
        var path =
                parsed.path(message)
                        .orElseThrow(
                                () ->
                                        new UnusableSchemaException(
                                                message.fullName() + " is not of its schema"));
        var header = new byte[WireFormat.HEADER];
        WireFormat.putHeader(header, id);
        var prefix = new ProtoOutput();
        prefix.writeRaw(header);
        MessageIndexes.write(prefix, path);
        return new Plan(
                prefix.toByteArray(),
                new MessageWriter(message, ProtobufNoSrFormat.fields(layout), parsed, ""));
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        if (layout.columns().isEmpty()) {
            return null;
        }
        var plan = schema.get();
        var out = new ProtoOutput();
        out.writeRaw(plan.prefix);
        plan.message.write(out, i -> row.get(offset + i));
        return out.toByteArray();
    }
}
