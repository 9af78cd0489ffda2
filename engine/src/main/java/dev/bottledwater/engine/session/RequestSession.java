// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The properties and variables in force at one statement of a request. SET, UNSET, DEFINE and
 * UNDEFINE make a new one for the statements that follow. Immutable.
 *
 * @param properties overrides by KSQL's names, as they were given
 * @param variables values by name; names count in any case
 */
public record RequestSession(
        SequencedMap<String, String> properties, SequencedMap<String, String> variables) {

    public RequestSession {
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(variables);
        variables = Collections.unmodifiableSequencedMap(sorted);
    }

    /** The session of a request; values of properties may be numbers and booleans. */
    public static RequestSession of(Map<String, ?> properties, Map<String, String> variables) {
        var texts = new LinkedHashMap<String, String>();
        properties.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new RequestSession(texts, new LinkedHashMap<>(variables));
    }

    public RequestSession withProperty(String name, String value) {
        var changed = new LinkedHashMap<>(properties);
        changed.put(name, value);
        return new RequestSession(changed, variables);
    }

    /** Without the property under either of its names. */
    public RequestSession withoutProperty(String name) {
        var changed = new LinkedHashMap<>(properties);
        changed.keySet()
                .removeIf(k -> PropertyRules.bareName(k).equals(PropertyRules.bareName(name)));
        return new RequestSession(changed, variables);
    }

    public RequestSession withVariable(String name, String value) {
        var changed = new LinkedHashMap<>(variables);
        changed.keySet().removeIf(k -> k.equalsIgnoreCase(name));
        changed.put(name.toLowerCase(Locale.ROOT), value);
        return new RequestSession(properties, changed);
    }

    public RequestSession withoutVariable(String name) {
        var changed = new LinkedHashMap<>(variables);
        changed.keySet().removeIf(k -> k.equalsIgnoreCase(name));
        return new RequestSession(properties, changed);
    }
}
