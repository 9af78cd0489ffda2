// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A registry without a server, for tests. Takes every schema: it checks no compatibility. */
public final class MemorySchemaRegistry implements SchemaRegistry {
    private final Map<Integer, SchemaText> byId = new HashMap<>();
    private final TreeMap<String, List<RegisteredSchema>> subjects = new TreeMap<>();

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        var versions = subjects.get(subject);
        return versions == null ? Optional.empty() : Optional.of(versions.getLast());
    }

    @Override
    public synchronized Optional<RegisteredSchema> version(String subject, int version) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(s -> s.version() == version)
                .findFirst();
    }

    @Override
    public synchronized Optional<SchemaText> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized int register(String subject, SchemaText schema) {
        return register(subject, schema, idOf(schema));
    }

    /** Registers under an id that is known beforehand. */
    public synchronized int register(String subject, SchemaText schema, int id) {
        byId.putIfAbsent(id, schema);
        var versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (versions.stream().noneMatch(v -> v.schema().equals(schema))) {
            versions.add(new RegisteredSchema(id, subject, versions.size() + 1, schema));
        }
        return id;
    }

    private int idOf(SchemaText schema) {
        return byId.entrySet().stream()
                .filter(e -> e.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .min(Integer::compare)
                .orElseGet(this::nextId);
    }

    private int nextId() {
        int id = 1;
        while (byId.containsKey(id)) {
            id++;
        }
        return id;
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public synchronized void delete(String subject) {
        subjects.remove(subject);
    }
}
