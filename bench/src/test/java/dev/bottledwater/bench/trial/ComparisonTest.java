// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.bench.trial.Records.Entry;
import dev.bottledwater.bench.trial.Scenario.Repeats;
import dev.bottledwater.bench.trial.Scenario.Result;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ComparisonTest {
    private static Entry entry(String key, @Nullable String value) {
        return new Entry(key, value, 1);
    }

    private static Comparison compare(
            Result result,
            Repeats repeats,
            boolean repeated,
            List<Entry> expected,
            List<Entry> actual) {
        var scenario = new Scenario("s", List.of(), Map.of(), result, repeats);
        return Comparison.of(scenario, expected, actual, repeated);
    }

    private static Comparison records(Result result, List<Entry> expected, List<Entry> actual) {
        return compare(result, Repeats.HARMLESS, false, expected, actual);
    }

    @Test
    void countsRecordsThatAreMissingCameAgainOrShouldNotBeThere() {
        var found =
                records(
                        Result.RECORDS,
                        List.of(entry("a", "1"), entry("a", "2"), entry("b", "1")),
                        List.of(
                                entry("b", "1"),
                                entry("a", "2"),
                                entry("b", "1"),
                                entry("c", "1")));
        assertThat(found).isEqualTo(new Comparison(2, 1, 1, 1, found.example()));
        assertThat(found.holds(Guarantee.AT_LEAST_ONCE)).isFalse();
    }

    @Test
    void onlyExactlyOnceForbidsThatRecordsComeAgain() {
        var found =
                records(
                        Result.RECORDS,
                        List.of(entry("a", "1")),
                        List.of(entry("a", "1"), entry("a", "1")));
        assertThat(found.holds(Guarantee.AT_LEAST_ONCE)).isTrue();
        assertThat(found.holds(Guarantee.EXACTLY_ONCE)).isFalse();
    }

    @Test
    void aKeysRecordsThatCameAgainAreInOrderByTheirLastPlaces() {
        var expected = List.of(entry("a", "1"), entry("a", "2"), entry("a", "3"));
        assertThat(
                        records(
                                        Result.RECORDS_IN_ORDER,
                                        expected,
                                        List.of(
                                                entry("a", "1"),
                                                entry("a", "2"),
                                                entry("a", "1"),
                                                entry("a", "2"),
                                                entry("a", "3")))
                                .wrong())
                .isZero();
        assertThat(
                        records(
                                        Result.RECORDS_IN_ORDER,
                                        expected,
                                        List.of(entry("a", "2"), entry("a", "1"), entry("a", "3")))
                                .wrong())
                .isEqualTo(1);
    }

    @Test
    void ofATableTheLastRowsCount() {
        var found =
                records(
                        Result.TABLE,
                        List.of(
                                entry("a", "1"),
                                entry("a", "2"),
                                entry("b", "1"),
                                entry("b", null)),
                        List.of(entry("a", "2")));
        assertThat(found).isEqualTo(new Comparison(1, 0, 0, 0, null));
        var wrong =
                records(
                        Result.TABLE,
                        List.of(entry("a", "1"), entry("b", "1")),
                        List.of(entry("a", "2"), entry("c", "1")));
        assertThat(wrong).isEqualTo(new Comparison(0, 1, 0, 2, wrong.example()));
    }

    @Test
    void whatIsAddedUpMayBeMoreAfterAKillAndNeverLess() {
        var expected = List.of(entry("a", "{\"N\":5}"));
        var more = List.of(entry("a", "{\"N\":7}"));
        assertThat(compare(Result.TABLE, Repeats.ADDED, true, expected, more).wrong()).isZero();
        assertThat(compare(Result.TABLE, Repeats.ADDED, true, more, expected).wrong()).isEqualTo(1);
        assertThat(compare(Result.TABLE, Repeats.ADDED, false, expected, more).wrong())
                .isEqualTo(1);
        assertThat(
                        compare(
                                        Result.TABLE,
                                        Repeats.ADDED,
                                        true,
                                        expected,
                                        List.of(entry("a", "{\"M\":7}")))
                                .wrong())
                .isEqualTo(1);
    }
}
