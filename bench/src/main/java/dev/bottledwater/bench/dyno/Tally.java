// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests that succeeded, and what those that didn't were answered with. */
final class Tally {
    private final Map<String, Integer> errors = new TreeMap<>();
    private int done;
    private long longest;
    private long longestFailed;

    synchronized void done(long nanoseconds) {
        done++;
        longest = Math.max(longest, nanoseconds);
    }

    synchronized void failed(String problem, long nanoseconds) {
        longestFailed = Math.max(longestFailed, nanoseconds);
        errors.merge(shortened(problem), 1, Integer::sum);
    }

    /** Without what differs from time to time. */
    private static String shortened(String problem) {
        var words = problem.replaceAll("[0-9a-f]{8}", "…");
        return words.substring(0, Math.min(words.length(), 240));
    }

    /** A line, and one more for each kind of error. */
    synchronized String text() {
        var text =
                new StringBuilder(
                        "%d requests succeeded, the slowest in %.1f s; %d attempts ended with an error, the slowest after %.1f s"
                                .formatted(
                                        done,
                                        longest / 1e9,
                                        errors.values().stream().mapToInt(n -> n).sum(),
                                        longestFailed / 1e9));
        errors.forEach((error, count) -> text.append("%n  %4d × %s".formatted(count, error)));
        return text.toString();
    }

    synchronized int errors() {
        return errors.values().stream().mapToInt(n -> n).sum();
    }
}
