// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Did you mean: the one place that finds the names nearest to a misspelt one. */
public final class Suggestions {
    private static final int MOST = 3;

    private Suggestions() {}

    /**
     * The known names nearest to a misspelt one, nearest first and at most three.
     *
     * <p>Two names are as far apart as it takes single-character insertions, deletions,
     * replacements and swaps of neighbours to make one of the other, whatever their case. A name is
     * near when that is at most a third of the misspelt one's length, and at least one.
     *
     * @param misspelt what was written
     * @param known the names that there are
     * @return near names as they stand in {@code known}; empty when none is near
     */
    public static List<String> closest(String misspelt, Collection<String> known) {
        String wanted = misspelt.toUpperCase(Locale.ROOT);
        int bound = Math.max(1, wanted.length() / 3);
        return known.stream()
                .distinct()
                .map(
                        name ->
                                new Candidate(
                                        name,
                                        distance(wanted, name.toUpperCase(Locale.ROOT), bound)))
                .filter(candidate -> candidate.distance <= bound)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /**
     * A sentence that offers the nearest names.
     *
     * @return {@code Did you mean 'A'?} or {@code Did you mean 'A' or 'B'?}; empty text when none
     *     is near
     */
    public static String didYouMean(String misspelt, Collection<String> known) {
        List<String> names = closest(misspelt, known);
        return names.isEmpty() ? "" : "Did you mean '" + String.join("' or '", names) + "'?";
    }

    private record Candidate(String name, int distance) {}

    /** The distance, or anything above the bound as soon as it is known to be above. */
    private static int distance(String left, String right, int bound) {
        if (Math.abs(left.length() - right.length()) > bound) {
            return bound + 1;
        }
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (int row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                int best =
                        Math.min(
                                Math.min(previous[column], current[column - 1]) + 1,
                                previous[column - 1] + (same ? 0 : 1));
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    best = Math.min(best, beforePrevious[column - 2] + 1);
                }
                current[column] = best;
            }
            int[] reused = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = reused;
        }
        return previous[right.length()];
    }
}
