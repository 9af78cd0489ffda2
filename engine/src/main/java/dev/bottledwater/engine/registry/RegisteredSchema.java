// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import java.util.Objects;

/**
 * A version of a subject.
 *
 * @param id the schema's number in the whole registry, which records carry
 * @param version from 1 within the subject
 */
public record RegisteredSchema(int id, String subject, int version, SchemaText schema) {
    public RegisteredSchema {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(schema);
    }
}
