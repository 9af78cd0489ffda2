// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.sql.type.SqlType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * PROTOBUF_NOSR (language reference, section 11): the bare message, whose fields are numbered in
 * the order of the columns. A single column is always in a message of its own.
 */
public final class ProtobufNoSrFormat implements Format {

    @Override
    public String name() {
        return "PROTOBUF_NOSR";
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
    public RowReader reader(RecordLayout layout, int[] wanted) {
        var schema = ProtobufSchemas.of(layout);
        var message =
                new MessageReader(schema.messages().getFirst(), fields(layout, wanted), schema, "");
        return (data, target, offset) -> {
            if (data == null) {
                return false;
            }
            message.read(new ProtoInput(data, 0, layout.side()), target, offset);
            return true;
        };
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        if (layout.columns().isEmpty()) {
            return (_, _) -> null;
        }
        var schema = ProtobufSchemas.of(layout);
        var message = new MessageWriter(schema.messages().getFirst(), fields(layout), schema, "");
        return (row, offset) -> {
            var out = new ProtoOutput();
            message.write(out, i -> row.get(offset + i));
            return out.toByteArray();
        };
    }

    /** All columns of a layout. */
    static List<SqlType.Field> fields(RecordLayout layout) {
        return layout.columns().stream().map(c -> new SqlType.Field(c.name(), c.type())).toList();
    }

    /** Some columns of a layout. */
    static List<SqlType.Field> fields(RecordLayout layout, int[] wanted) {
        var all = fields(layout);
        return Arrays.stream(wanted).mapToObj(all::get).toList();
    }
}
