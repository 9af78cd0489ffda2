// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaReference;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A JSON Schema with the documents that it refers to (draft 7, section 8.3: {@code $ref}). */
final class JsonSchemaDocument {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_STEPS = 32;

    private final JsonNode root;
    private final Map<String, JsonSchemaDocument> others;

    private JsonSchemaDocument(JsonNode root, Map<String, JsonSchemaDocument> others) {
        this.root = root;
        this.others = others;
    }

    /**
     * The schema with those that it refers to.
     *
     * @throws UnusableSchemaException for a text that is no JSON Schema
     */
    static JsonSchemaDocument parse(SchemaText text, SchemaRegistry registry) {
        return parse(text, registry, Set.of());
    }

    private static JsonSchemaDocument parse(
            SchemaText text, SchemaRegistry registry, Set<String> within) {
        var others = new HashMap<String, JsonSchemaDocument>();
        for (var reference : text.references()) {
            var key = reference.subject() + " " + reference.version();
            if (!within.contains(key)) {
                var inner = new TreeSet<>(within);
                inner.add(key);
                others.put(reference.name(), parse(referred(reference, registry), registry, inner));
            }
        }
        try {
            return new JsonSchemaDocument(MAPPER.readTree(text.text()), others);
        } catch (JsonProcessingException e) {
            throw new UnusableSchemaException(
                    "the registry's schema is no JSON Schema: " + e.getOriginalMessage());
        }
    }

    private static SchemaText referred(SchemaReference reference, SchemaRegistry registry) {
        return registry.version(reference.subject(), reference.version())
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "it refers to version %d of the subject %s, which the registry lacks"
                                                .formatted(
                                                        reference.version(), reference.subject())))
                .schema();
    }

    /** The schema itself. */
    Part root() {
        return new Part(root, this).resolved();
    }

    /**
     * A schema within a document.
     *
     * @param node what it says; never a mere {@code $ref} once {@link #resolved}
     */
    record Part(JsonNode node, JsonSchemaDocument document) {

        /** A schema that stands within this one. */
        Part within(JsonNode child) {
            return new Part(child, document).resolved();
        }

        private Part resolved() {
            var part = this;
            for (int i = 0; i < MOST_STEPS && part.node.path("$ref").isTextual(); i++) {
                part = part.referred(part.node.path("$ref").textValue());
            }
            return part;
        }

        /** A pointer into this document, or a name of another with a pointer into that. */
        private Part referred(String reference) {
            int hash = reference.indexOf('#');
            var name = hash < 0 ? reference : reference.substring(0, hash);
            var pointer = hash < 0 ? "" : reference.substring(hash + 1);
            var target = name.isEmpty() ? document : document.others.get(name);
            var node =
                    target == null || !pointer.isEmpty() && !pointer.startsWith("/")
                            ? null
                            : target.root.at(pointer);
            if (target == null || node == null || node.isMissingNode()) {
                throw new UnusableSchemaException(
                        "the JSON Schema refers to %s, which isn't there".formatted(reference));
            }
            return new Part(node, target);
        }
    }
}
