// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import dev.bottledwater.engine.registry.SchemaRegistryException.Reason;

import java.util.List;
import java.util.Optional;

/** Refuses everything with one sentence. */
enum NoSchemaRegistry implements SchemaRegistry {
    INSTANCE;

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        throw refused();
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        throw refused();
    }

    @Override
    public Optional<SchemaText> byId(int id) {
        throw refused();
    }

    @Override
    public int register(String subject, SchemaText schema) {
        throw refused();
    }

    @Override
    public List<String> subjects() {
        throw refused();
    }

    @Override
    public void delete(String subject) {
        throw refused();
    }

    private static SchemaRegistryException refused() {
        return new SchemaRegistryException(
                Reason.NOT_CONFIGURED,
                "There is no schema registry: set the config var SCHEMA_REGISTRY_URL.",
                null);
    }
}
