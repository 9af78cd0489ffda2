// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Puts the mask over secrets, wherever in Connect's answers configs stand. */
final class ConfigMasking {
    /** Words for people, which may quote a connection string, and aren't sent back. */
    private static final Set<String> TEXTS = Set.of("message", "msg", "trace");

    private static final String CONNECTOR_CLASS = "connector.class";
    private static final String DEFINITION = "definition";
    private static final String VALUE = "value";

    private final Function<String, Set<String>> passwordSettings;

    /**
     * @param passwordSettings the names of the PASSWORD settings of a connector class
     */
    ConfigMasking(Function<String, Set<String>> passwordSettings) {
        this.passwordSettings = passwordSettings;
    }

    /**
     * Masks in place.
     *
     * @param declared names of PASSWORD settings that are known from elsewhere
     */
    void mask(JsonNode node, Set<String> declared) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> mask(element, declared));
        } else if (node instanceof ObjectNode object) {
            if (object.has(DEFINITION) && object.path(VALUE) instanceof ObjectNode value) {
                maskValidated(object.path(DEFINITION), value);
            } else {
                maskObject(object, declared(object, declared));
            }
        }
    }

    private Set<String> declared(ObjectNode object, Set<String> inherited) {
        JsonNode type = object.path(CONNECTOR_CLASS);
        return type.isTextual() ? passwordSettings.apply(type.textValue()) : inherited;
    }

    private void maskObject(ObjectNode object, Set<String> declared) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (value.isContainerNode()) {
                mask(value, declared);
            } else if (value.isTextual() && TEXTS.contains(field.getKey())) {
                object.put(field.getKey(), SecretSettings.redact(value.textValue()));
            } else if (value.isValueNode()
                    && !value.isNull()
                    && SecretSettings.isSecret(field.getKey(), value.asText(), declared)) {
                object.put(field.getKey(), SecretSettings.MASK);
            }
        }
    }

    /** One setting in the answer of {@code …/config/validate}. */
    private static void maskValidated(JsonNode definition, ObjectNode value) {
        JsonNode given = value.path(VALUE);
        String name = definition.path("name").asText();
        Set<String> declared =
                definition.path("type").asText().equals("PASSWORD") ? Set.of(name) : Set.of();
        if (given.isTextual() && SecretSettings.isSecret(name, given.textValue(), declared)) {
            value.put(VALUE, SecretSettings.MASK);
        }
    }
}
