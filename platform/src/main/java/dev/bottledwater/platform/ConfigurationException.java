// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The config vars can't be used; holds everything that is wrong with them, not just the first
 * thing.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings(
            "serial") // List.copyOf gives a serialisable list, and Problem is serialisable.
    private final List<Problem> problems;

    /**
     * @param problems at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "An exception about config vars needs at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** Returns everything that is wrong, in the order in which it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
