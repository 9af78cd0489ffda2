// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.SchemaPlans;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Reads rows with a plan per schema, and message of it, that they were written with. */
final class ProtobufRowReader implements RowReader {

    /**
     * Readers of the messages of a schema.
     *
     * @param first of the first message, which nearly all records are
     */
    private record Plan(
            ProtoSchema schema,
            MessageReader first,
            ConcurrentHashMap<List<Integer>, MessageReader> others) {}

    private final RecordLayout layout;
    private final List<SqlType.Field> wanted;
    private final SchemaRegistry registry;
    private final SchemaPlans<Plan> plans;

    ProtobufRowReader(RecordLayout layout, int[] wanted, SchemaRegistry registry) {
        this.layout = layout;
        this.wanted = ProtobufNoSrFormat.fields(layout, wanted);
        this.registry = registry;
        this.plans = new SchemaPlans<>(registry, layout.side(), this::plan);
    }

    private Plan plan(SchemaText text) {
        var schema = ParsedSchemas.parse(text, registry);
        if (schema.messages().isEmpty()) {
            throw new UnusableSchemaException("the Protobuf schema declares no message");
        }
        var first = new MessageReader(schema.messages().getFirst(), wanted, schema, "");
        return new Plan(schema, first, new ConcurrentHashMap<>());
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        if (data == null) {
            return false;
        }
        var plan = plans.of(WireFormat.schemaId(data, layout.side()));
        var in = new ProtoInput(data, WireFormat.HEADER, layout.side());
        var indexes = MessageIndexes.read(in);
        var message =
                indexes.equals(MessageIndexes.FIRST)
                        ? plan.first
                        : plan.others.computeIfAbsent(indexes, i -> other(plan, i));
        message.read(in, target, offset);
        return true;
    }

    private MessageReader other(Plan plan, List<Integer> indexes) {
        var message =
                plan.schema
                        .at(indexes)
                        .orElseThrow(
                                () ->
                                        new RowFormatException(
                                                "the %s is the message %s of its Protobuf schema, which has no such one"
                                                        .formatted(layout.side(), indexes)));
        try {
            return new MessageReader(message, wanted, plan.schema, "");
        } catch (UnusableSchemaException e) {
            throw new RowFormatException(String.valueOf(e.getMessage()));
        }
    }
}
