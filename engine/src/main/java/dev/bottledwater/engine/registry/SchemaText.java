// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import java.util.List;
import java.util.Objects;

/**
 * A schema in its own language.
 *
 * @param references the schemas that the text refers to
 */
public record SchemaText(SchemaType type, String text, List<SchemaReference> references) {
    public SchemaText {
        Objects.requireNonNull(type);
        Objects.requireNonNull(text);
        references = List.copyOf(references);
    }

    /** A schema that stands alone. */
    public static SchemaText of(SchemaType type, String text) {
        return new SchemaText(type, text, List.of());
    }
}
