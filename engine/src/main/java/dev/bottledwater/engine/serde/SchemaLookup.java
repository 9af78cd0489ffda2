// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.format.SchemaFormat;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.statement.SchemaFacts;

import java.util.Optional;

/** What statements may know of a schema registry. */
public record SchemaLookup(Formats formats, SchemaRegistry registry, TopicNames names)
        implements SchemaFacts {

    @Override
    public Answer find(Request request) {
        var format = request.format();
        var known = formats.withSchemas(format.name());
        if (known.isEmpty()) {
            return new Answer.Unusable(
                    "the format %s has no schemas in a registry".formatted(format.name()));
        }
        try {
            return schema(request)
                    .map(s -> answer(s, known.get(), format))
                    .orElseGet(Answer.Missing::new);
        } catch (SchemaRegistryException e) {
            return new Answer.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Optional<SchemaText> schema(Request request) {
        var id = request.format().property(FormatSpec.SCHEMA_ID);
        return id.isPresent()
                ? registry.byId(Integer.parseInt(id.get()))
                : registry.latest(
                                SchemaRegistry.subject(
                                        names.physicalTopic(request.topic()),
                                        request.side() == Side.KEY))
                        .map(RegisteredSchema::schema);
    }

    private static Answer answer(SchemaText schema, SchemaFormat known, FormatSpec format) {
        if (schema.type() != known.schemaType()) {
            return new Answer.Unusable(
                    "the registry has %s schema there and not one of %s"
                            .formatted(
                                    switch (schema.type()) {
                                        case AVRO -> "an AVRO";
                                        case JSON -> "a JSON";
                                        case PROTOBUF -> "a PROTOBUF";
                                    },
                                    format.name()));
        }
        try {
            return new Answer.Found(known.type(schema, format));
        } catch (UnusableSchemaException e) {
            return new Answer.Unusable(String.valueOf(e.getMessage()));
        }
    }
}
