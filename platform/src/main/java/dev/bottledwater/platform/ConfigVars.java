// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The config vars of a process, unchanging. Any of them may be secret (other add-ons' too), so
 * {@link #toString()} shows names only.
 */
public final class ConfigVars {
    private final TreeMap<String, String> values;

    private ConfigVars(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** Returns the environment of this process. */
    public static ConfigVars ofProcess() {
        return new ConfigVars(System.getenv());
    }

    /**
     * Returns config vars that were made by hand, for tests and for {@code demo}.
     *
     * @param values names and values, copied
     */
    public static ConfigVars of(Map<String, String> values) {
        return new ConfigVars(values);
    }

    /**
     * Returns the value of a variable; empty where it isn't set or is blank, which shells can't
     * tell apart.
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** Returns the value of a variable; empty where it isn't set or is blank. */
    public Optional<String> get(Variable variable) {
        return get(variable.name());
    }

    /** Returns the names of all variables, those with blank values too, sorted. */
    public SortedSet<String> names() {
        return new TreeSet<>(values.keySet());
    }

    @Override
    public String toString() {
        return values.keySet().stream()
                .map(name -> name + "=" + Secret.MASK)
                .collect(joining(", ", "ConfigVars[", "]"));
    }
}
