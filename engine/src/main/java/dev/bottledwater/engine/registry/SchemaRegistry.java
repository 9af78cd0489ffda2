// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import java.util.List;
import java.util.Optional;

/**
 * A schema registry with Confluent's model: subjects hold versions of schemas, and each different
 * schema has one id. Every method may block on the network and throws {@link
 * SchemaRegistryException}. Thread-safe.
 */
public interface SchemaRegistry {

    /** The newest version of a subject; empty for a subject that doesn't exist. */
    Optional<RegisteredSchema> latest(String subject);

    /** A version of a subject, from 1; empty when there is no such one. */
    Optional<RegisteredSchema> version(String subject, int version);

    /** The schema that records with this id were written with; an id never changes its schema. */
    Optional<SchemaText> byId(int id);

    /**
     * Makes the schema the newest version of the subject. Does nothing when the subject has it.
     *
     * @return the schema's id
     */
    int register(String subject, SchemaText schema);

    /** The names of all subjects. */
    List<String> subjects();

    /** Removes a subject with all its versions; ids stay readable. Nothing where there is none. */
    void delete(String subject);

    /** The subject that the keys or values of a topic use: {@code orders-value}. */
    static String subject(String topic, boolean key) {
        return topic + (key ? "-key" : "-value");
    }

    /** An engine without a registry: every call is refused with the way to have one. */
    static SchemaRegistry none() {
        return NoSchemaRegistry.INSTANCE;
    }
}
