// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A value of a STRUCT for which there is no record class. As a parameter it is any STRUCT, unless
 * {@link Parameter#type} says which; as a result it needs {@link ScalarFunction#returns} or {@link
 * TableFunction#returns}, whose fields it is matched to by name. Immutable.
 */
public final class Struct {
    private final Map<String, Object> fields;

    private Struct(Map<String, ?> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * A struct of these fields.
     *
     * @param fields values, which may be null, by name; unquoted SQL names are in upper case
     */
    public static Struct of(Map<String, ?> fields) {
        return new Struct(fields);
    }

    /** The values, which may be null, by name, in the order of the type; can't be changed. */
    public Map<String, Object> fields() {
        return fields;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Struct other && fields.equals(other.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(fields);
    }

    @Override
    public String toString() {
        return "Struct" + fields;
    }
}
