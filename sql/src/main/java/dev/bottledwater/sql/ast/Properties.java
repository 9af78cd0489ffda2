// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code WITH} clause. Names are unique in any case.
 *
 * @param entries the properties in the order of the text; empty where there is no clause
 * @param span where the clause stood
 */
public record Properties(List<Property> entries, SourceSpan span) implements Node {
    /** No properties. */
    public static final Properties EMPTY = new Properties(List.of(), SourceSpan.NONE);

    /** Copies the entries and checks that no name comes twice. */
    public Properties {
        entries = List.copyOf(entries);
        Objects.requireNonNull(span, "span");
        Set<String> names = new HashSet<>();
        for (Property entry : entries) {
            if (!names.add(entry.name().toUpperCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Property set twice: " + entry.name());
            }
        }
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The property of that name in any case. */
    public Optional<Property> find(String name) {
        return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * One {@code name = value} of a {@code WITH} clause.
     *
     * @param name the name: upper case, or as written when it was a string or quoted
     * @param value what it is set to
     * @param span where it stood
     */
    public record Property(String name, Literal value, SourceSpan span) implements Node {
        /** Checks that the property has a name. */
        public Property {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
            if (name.isBlank()) {
                throw new IllegalArgumentException("A property needs a name");
            }
        }

        /** The name alone: a connector's properties hold passwords. */
        @Override
        public String toString() {
            return "Property[name=" + name + "]";
        }
    }
}
