// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.StatementResult.TopicStatistic;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the instance that answers counts of a source's topic, on one line for people. */
final class StatisticsText {
    private static final String RATE = "-per-sec";

    private StatisticsText() {}

    /** The text; empty where the instance counts nothing. */
    static String of(List<TopicStatistic> statistics) {
        List<TopicStatistic> here = statistics.stream().filter(TopicStatistic::here).toList();
        return Stream.concat(
                        here.stream().map(s -> named(s.name(), value(s))),
                        here.stream()
                                .map(TopicStatistic::at)
                                .filter(Objects::nonNull)
                                .limit(1)
                                .map(Instant::ofEpochMilli)
                                .map(at -> named("last-message", " " + at)))
                .collect(Collectors.joining(" "));
    }

    private static String value(TopicStatistic statistic) {
        return String.format(
                Locale.ROOT,
                statistic.name().endsWith(RATE) ? "%10.2f" : "%10.0f",
                statistic.value());
    }

    private static String named(String name, String value) {
        return "%16s:%s".formatted(name, value);
    }
}
