// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaReference;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

import java.util.HashSet;
import java.util.Set;

/** Avro schemas from their texts. */
final class ParsedSchemas {
    private ParsedSchemas() {}

    /**
     * The schema with those that it refers to.
     *
     * @throws UnusableSchemaException for a text that is no Avro schema
     */
    static Schema parse(SchemaText text, SchemaRegistry registry) {
        // other writers are not as strict with names and defaults; only reading matters here
        var parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        addReferences(text, registry, parser, new HashSet<>());
        try {
            return parser.parse(text.text());
        } catch (AvroRuntimeException e) {
            throw new UnusableSchemaException(
                    "the registry's schema is no Avro schema: " + e.getMessage());
        }
    }

    private static void addReferences(
            SchemaText text,
            SchemaRegistry registry,
            Schema.Parser parser,
            Set<SchemaReference> seen) {
        for (var reference : text.references()) {
            if (!seen.add(reference)) {
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
            addReferences(schema, registry, parser, seen);
            try {
                parser.parse(schema.text());
            } catch (AvroRuntimeException e) {
                throw new UnusableSchemaException(
                        "it refers to version %d of the subject %s, which is no Avro schema: %s"
                                .formatted(
                                        reference.version(), reference.subject(), e.getMessage()));
            }
        }
    }
}
