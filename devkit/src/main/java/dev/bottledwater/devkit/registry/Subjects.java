// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Subjects and their versions. Thread-safe. */
final class Subjects {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** By id; ids count from 1 over the whole registry, unless a request brings its own. */
    private final TreeMap<Integer, ObjectNode> schemas = new TreeMap<>();

    private final TreeMap<String, List<Integer>> versions = new TreeMap<>();
    private final Set<String> frozen = new HashSet<>();

    synchronized void freeze(String subject) {
        frozen.add(subject);
    }

    synchronized Reply names() {
        var names = NODES.arrayNode();
        versions.keySet().forEach(names::add);
        return Reply.ok(names);
    }

    synchronized Reply byId(int id) {
        var schema = schemas.get(id);
        return schema == null
                ? Reply.error(404, 40403, "Schema " + id + " not found")
                : Reply.ok(schema);
    }

    synchronized Reply register(String subject, JsonNode request) {
        if (!request.path("schema").isTextual()) {
            return Reply.error(422, 42201, "Empty schema");
        }
        int id = id((ObjectNode) request);
        var known = versions.getOrDefault(subject, List.of());
        if (!known.contains(id)) {
            if (frozen.contains(subject)) {
                return Reply.error(
                        409,
                        409,
                        "Schema being registered is incompatible with an earlier schema for subject \""
                                + subject
                                + "\"");
            }
            versions.computeIfAbsent(subject, _ -> new ArrayList<>()).add(id);
        }
        return Reply.ok(NODES.objectNode().put("id", id));
    }

    /** As in Confluent's mode IMPORT, a member {@code id} gives the schema that id. */
    private int id(ObjectNode request) {
        var schema = request.deepCopy();
        schema.remove(List.of("id", "version"));
        var given = request.path("id");
        if (given.isInt()) {
            schemas.put(given.intValue(), schema);
            return given.intValue();
        }
        for (var known : schemas.entrySet()) {
            if (known.getValue().equals(schema)) {
                return known.getKey();
            }
        }
        int next = schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
        schemas.put(next, schema);
        return next;
    }

    /** Forgets all subjects; ids stay readable, and the next schemas get others. */
    synchronized void clear() {
        versions.clear();
        frozen.clear();
    }

    synchronized Reply version(String subject, String version) {
        var ids = versions.get(subject);
        if (ids == null) {
            return Reply.error(404, 40401, "Subject '" + subject + "' not found.");
        }
        int number = version.equals("latest") ? ids.size() : Integer.parseInt(version);
        if (number < 1 || number > ids.size()) {
            return Reply.error(404, 40402, "Version " + version + " not found.");
        }
        int id = ids.get(number - 1);
        var answer = NODES.objectNode().put("subject", subject).put("version", number);
        answer.put("id", id).setAll(schemas.get(id));
        return Reply.ok(answer);
    }

    synchronized Reply delete(String subject) {
        var removed = versions.remove(subject);
        if (removed == null) {
            return Reply.error(404, 40401, "Subject '" + subject + "' not found.");
        }
        var numbers = NODES.arrayNode();
        for (int version = 1; version <= removed.size(); version++) {
            numbers.add(version);
        }
        return Reply.ok(numbers);
    }
}
