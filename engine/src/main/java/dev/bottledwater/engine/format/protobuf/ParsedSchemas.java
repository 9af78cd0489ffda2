// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.FormatSpec;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Protobuf schemas of a registry. */
public final class ParsedSchemas {
    private ParsedSchemas() {}

    /**
     * The schema with those that it refers to.
     *
     * @throws UnusableSchemaException for a text that is no Protobuf schema
     */
    public static ProtoSchema parse(SchemaText text, SchemaRegistry registry) {
        if (text.type() != SchemaType.PROTOBUF) {
            throw new UnusableSchemaException(
                    "its schema is one of %s and not of PROTOBUF".formatted(text.type()));
        }
        var imports = new HashMap<String, String>();
        addReferences(text, registry, imports);
        return ProtoSchema.parse(text.text(), imports);
    }

    private static void addReferences(
            SchemaText text, SchemaRegistry registry, Map<String, String> imports) {
        for (var reference : text.references()) {
            if (imports.containsKey(reference.name())) {
                continue;
            }
            var schema =
                    registry.version(reference.subject(), reference.version())
                            .orElseThrow(
                                    () ->
                                            new UnusableSchemaException(
                                                    "it refers to version %d of the subject %s, which the registry lacks"
                                                            .formatted(
                                                                    reference.version(),
                                                                    reference.subject())))
                            .schema();
            imports.put(reference.name(), schema.text());
            addReferences(schema, registry, imports);
        }
    }

    /**
     * The message that rows are: the one that the format names, else the first.
     *
     * @throws UnusableSchemaException when the schema has no such one
     */
    public static Message message(ProtoSchema schema, FormatSpec format) {
        var name = format.property(FormatSpec.FULL_SCHEMA_NAME);
        if (schema.messages().isEmpty()) {
            throw new UnusableSchemaException("the Protobuf schema declares no message");
        }
        if (name.isEmpty()) {
            return schema.messages().getFirst();
        }
        return schema.find(name.get())
                .filter(m -> schema.path(m).isPresent())
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "the Protobuf schema declares no message %s, but %s"
                                                .formatted(
                                                        name.get(),
                                                        schema.messages().stream()
                                                                .map(Message::fullName)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }
}
