// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import java.util.Objects;

/**
 * Another schema that a schema builds on.
 *
 * @param name by which the schema's text calls it: an import's file, a type's full name
 * @param subject where the registry has it
 */
public record SchemaReference(String name, String subject, int version) {
    public SchemaReference {
        Objects.requireNonNull(name);
        Objects.requireNonNull(subject);
    }
}
