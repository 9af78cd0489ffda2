// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.SchemaPlans;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Reads JSON behind the header of a schema registry. Most values say by themselves what they are.
 * Only decimals and maps may be written in two ways, so the registry is asked for the schemas of
 * records where such columns are read, and else never.
 */
final class JsonSchemaRowReader implements RowReader {
    private final RecordLayout layout;
    private final int[] wanted;
    private final SchemaRegistry registry;
    private final @Nullable JsonRowReader reader;
    private final SchemaPlans<JsonRowReader> plans;

    JsonSchemaRowReader(RecordLayout layout, int[] wanted, SchemaRegistry registry) {
        this.layout = layout;
        this.wanted = wanted;
        this.registry = registry;
        this.reader =
                Arrays.stream(wanted)
                                .mapToObj(layout.columns()::get)
                                .noneMatch(c -> isAmbiguous(c.type()))
                        ? new JsonRowReader(layout, wanted)
                        : null;
        this.plans = new SchemaPlans<>(registry, layout.side(), this::plan);
    }

    private static boolean isAmbiguous(SqlType type) {
        return switch (type) {
            case SqlType.Primitive _ -> false;
            case SqlType.Decimal _, SqlType.Map _ -> true;
            case SqlType.Array(var element) -> isAmbiguous(element);
            case SqlType.Struct(var fields) -> fields.stream().anyMatch(f -> isAmbiguous(f.type()));
        };
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        if (data == null) {
            return false;
        }
        int id = WireFormat.schemaId(data, layout.side());
        var of = reader == null ? plans.of(id) : reader;
        return of.read(data, WireFormat.HEADER, target, offset);
    }

    private JsonRowReader plan(SchemaText text) {
        if (text.type() != SchemaType.JSON) {
            throw new UnusableSchemaException(
                    "its schema is one of %s and not of JSON".formatted(text.type()));
        }
        var schema = JsonSchemaDocument.parse(text, registry).root();
        var properties = JsonSchemaTypes.properties(JsonSchemaTypes.value(schema));
        return new JsonRowReader(
                layout,
                wanted,
                (Column column) ->
                        layout.unwrapped()
                                ? JsonSchemaReaders.of(column.type(), schema)
                                : JsonSchemaReaders.member(
                                        column.name(), column.type(), properties));
    }
}
