// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.SchemaPlans;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.type.SqlType;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Reads rows with a plan per schema that they were written with. */
final class AvroRowReader implements RowReader {

    /** What to do with the bytes behind the header. */
    private interface Plan {
        /** Returns false for no row. */
        boolean read(AvroInput in, @Nullable Object[] target, int offset);
    }

    private final RecordLayout layout;
    private final List<SqlType.Field> wanted;
    private final SchemaRegistry registry;
    private final SchemaPlans<Plan> plans;

    AvroRowReader(RecordLayout layout, int[] wanted, SchemaRegistry registry) {
        this.layout = layout;
        this.wanted =
                Arrays.stream(wanted)
                        .mapToObj(layout.columns()::get)
                        .map(c -> new SqlType.Field(c.name(), c.type()))
                        .toList();
        this.registry = registry;
        this.plans = new SchemaPlans<>(registry, layout.side(), this::plan);
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        if (data == null) {
            return false;
        }
        var plan = plans.of(WireFormat.schemaId(data, layout.side()));
        return plan.read(new AvroInput(data, WireFormat.HEADER, layout.side()), target, offset);
    }

    private Plan plan(SchemaText text) {
        if (text.type() != SchemaType.AVRO) {
            throw new UnusableSchemaException(
                    "its schema is one of %s and not of AVRO".formatted(text.type()));
        }
        return plan(ParsedSchemas.parse(text, registry));
    }

    private Plan plan(Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            var branches = schema.getTypes().stream().map(this::plan).toArray(Plan[]::new);
            return (in, target, offset) ->
                    branches[in.readIndex(branches.length)].read(in, target, offset);
        }
        if (schema.getType() == Schema.Type.NULL) {
            return (_, _, _) -> false;
        }
        if (layout.unwrapped()) {
            return bare(schema);
        }
        if (schema.getType() == Schema.Type.RECORD) {
            var record = new AvroRecordReader(schema, wanted, "");
            return (in, target, offset) -> {
                record.readLast(in, target, offset);
                return true;
            };
        }
        var message =
                "expected a record with the columns but the %s is %s"
                        .formatted(layout.side(), AvroTypes.describe(schema));
        return (_, _, _) -> {
            throw new RowFormatException(message);
        };
    }

    private Plan bare(Schema schema) {
        if (wanted.isEmpty()) {
            return (_, _, _) -> true;
        }
        var column = wanted.getFirst();
        var reader = AvroValueReader.of(column.type(), schema, "column `" + column.name() + "`");
        return (in, target, offset) -> {
            target[offset] = reader.read(in);
            return true;
        };
    }
}
