// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import java.util.regex.Pattern;

/** Says what a stack trace comes to. */
public final class TraceText {
    private static final Pattern CLASS = Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z][\\w$]*: ");
    private static final String CAUSE = "Caused by: ";

    private TraceText() {}

    /**
     * The deepest reason in a trace, as a sentence: what wraps it says only that a task failed.
     *
     * @param trace as Connect's status has it
     * @return empty where the trace says nothing
     */
    public static String cause(String trace) {
        String first = trace.lines().findFirst().orElse("");
        String last =
                trace.lines()
                        .filter(line -> line.startsWith(CAUSE))
                        .reduce((a, b) -> b)
                        .map(line -> line.substring(CAUSE.length()))
                        .orElse(first);
        String text = CLASS.matcher(last).replaceFirst("").strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}
