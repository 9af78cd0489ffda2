// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import dev.bottledwater.engine.registry.SchemaText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A topic that exists beforehand (conformance format, section 4.1).
 *
 * @param keySchema in the registry under {@code <topic>-key}, null if there is none
 * @param valueSchema in the registry under {@code <topic>-value}, null if there is none
 */
public record CaseTopic(
        String name,
        int partitions,
        int replicas,
        @Nullable CaseSchema keySchema,
        @Nullable CaseSchema valueSchema) {

    /**
     * A schema of a topic.
     *
     * @param schema with references to version 1 of each of {@code references}
     * @param id the id that it must get, null for the next one
     * @param references subjects to register first
     */
    public record CaseSchema(
            SchemaText schema, @Nullable Integer id, List<CaseReference> references) {
        public CaseSchema {
            Objects.requireNonNull(schema);
            references = List.copyOf(references);
        }
    }

    /** A schema that others refer to by the name of its subject. */
    public record CaseReference(String name, SchemaText schema) {
        public CaseReference {
            Objects.requireNonNull(name);
            Objects.requireNonNull(schema);
        }
    }
}
