// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what a stack trace comes to. */
public final class TraceText {
    private static final Pattern CLASS = Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z][\\w$]*: ");
    private static final Pattern NAME_ALONE = Pattern.compile("(?:[a-z]\\w*\\.)+[A-Z][\\w$]*:?");
    private static final String CAUSE = "Caused by: ";

    private TraceText() {}

    /**
     * The deepest reason in a trace, as a sentence: what wraps it says only that a task failed.
     * Where it is the mere name of an exception, the one above it comes first.
     *
     * @param trace as Connect's status has it
     * @return empty where the trace says nothing
     */
    public static String cause(String trace) {
        List<String> reasons =
                Stream.concat(
                                trace.lines().limit(1),
                                trace.lines()
                                        .skip(1)
                                        .filter(line -> line.startsWith(CAUSE))
                                        .map(line -> line.substring(CAUSE.length())))
                        .map(String::strip)
                        .toList();
        if (reasons.isEmpty()) {
            return "";
        }
        String last = reasons.getLast();
        String text =
                reasons.reversed().stream()
                        .filter(reason -> !NAME_ALONE.matcher(reason).matches())
                        .findFirst()
                        .map(reason -> CLASS.matcher(reason).replaceFirst("").strip())
                        .orElse("");
        if (NAME_ALONE.matcher(last).matches()) {
            text = text.isEmpty() ? last : text.replaceFirst("\\.$", "") + " (" + last + ")";
        }
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}
