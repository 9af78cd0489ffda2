// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.engine.registry.SchemaReference;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.testing.conformance.CaseTopic.CaseReference;
import dev.bottledwater.testing.conformance.CaseTopic.CaseSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the schemas of topics (conformance format, section 4.1). */
final class SchemaReader {
    private SchemaReader() {}

    /**
     * @param topic an entry of {@code topics}
     * @param side {@code key} or {@code value}
     */
    static @Nullable CaseSchema read(JsonNode topic, String side) {
        var node = topic.get(side + "Schema");
        if (node == null || node.isNull()) {
            return null;
        }
        var references = new ArrayList<CaseReference>();
        for (var reference : topic.path(side + "SchemaReferences")) {
            var type = type(reference.path("format").asText("AVRO"));
            references.add(
                    new CaseReference(
                            reference.path("name").asText(),
                            SchemaText.of(type, text(reference.path("schema"), type))));
        }
        var type = type(topic.path(side + "Format").asText("AVRO"));
        var id = topic.path(side + "SchemaId");
        return new CaseSchema(
                new SchemaText(type, text(node, type), names(references)),
                id.isInt() ? (Integer) id.intValue() : null,
                references);
    }

    private static List<SchemaReference> names(List<CaseReference> references) {
        return references.stream().map(r -> new SchemaReference(r.name(), r.name(), 1)).toList();
    }

    private static SchemaType type(String format) {
        return switch (format.toUpperCase(Locale.ROOT)) {
            case "AVRO" -> SchemaType.AVRO;
            case "JSON", "JSON_SR" -> SchemaType.JSON;
            case "PROTOBUF" -> SchemaType.PROTOBUF;
            default ->
                    throw new IllegalArgumentException("a schema in the unknown format " + format);
        };
    }

    private static String text(JsonNode schema, SchemaType type) {
        return switch (type) {
            case AVRO, JSON -> schema.toString();
            case PROTOBUF -> schema.asText();
        };
    }
}
