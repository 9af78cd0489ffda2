// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How far queries are that restore their state, by the numbers of the process that answers. */
final class RestoreProgress {
    private static final String REBALANCING = "REBALANCING";
    private static final String DONE = "ksql_query_restored_records_total";
    private static final String TO_DO = "ksql_query_restore_remaining_records";
    private static final Pattern SAMPLE =
            Pattern.compile("(%s|%s)\\{query_id=\"([^\"]*)\"\\} (\\S+)".formatted(DONE, TO_DO));

    private RestoreProgress() {}

    /** Returns the ids of queries of answers that may be restoring. */
    static Set<String> rebalancing(List<KsqlEntity> answers) {
        Set<String> ids = new TreeSet<>();
        for (KsqlEntity answer : answers) {
            switch (answer) {
                case KsqlEntity.Queries queries -> add(ids, queries.queries());
                case KsqlEntity.SourceDescriptionEntity source ->
                        add(ids, source.sourceDescription());
                case KsqlEntity.SourceDescriptionList sources ->
                        sources.sourceDescriptions().forEach(source -> add(ids, source));
                case KsqlEntity.QueryDescriptionEntity query -> add(ids, query.queryDescription());
                case KsqlEntity.QueryDescriptionList queries ->
                        queries.queryDescriptions().forEach(query -> add(ids, query));
                default -> {}
            }
        }
        return ids;
    }

    private static void add(Set<String> ids, SourceDescription source) {
        if (source.extended()) {
            add(ids, source.readQueries());
            add(ids, source.writeQueries());
        }
    }

    private static void add(Set<String> ids, Collection<RunningQuery> queries) {
        queries.stream()
                .filter(query -> query.statusCount().containsKey(REBALANCING))
                .forEach(query -> ids.add(query.id()));
    }

    private static void add(Set<String> ids, QueryDescription query) {
        if (query.ksqlHostQueryStatus().containsValue(REBALANCING)) {
            ids.add(query.id());
        }
    }

    /**
     * Returns a line for each of the queries that restores.
     *
     * @param metrics in the text format of Prometheus
     */
    static List<String> lines(String metrics, Set<String> queries) {
        Map<String, Long> done = new HashMap<>();
        Map<String, Long> toDo = new HashMap<>();
        for (String line : metrics.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                (sample.group(1).equals(DONE) ? done : toDo)
                        .put(sample.group(2), number(sample.group(3)));
            }
        }
        return queries.stream()
                .flatMap(id -> line(id, done.getOrDefault(id, 0L), toDo.getOrDefault(id, 0L)))
                .toList();
    }

    private static Stream<String> line(String id, long done, long toDo) {
        return toDo <= 0
                ? Stream.empty()
                : Stream.of(
                        String.format(
                                Locale.ROOT,
                                "%s restores its state: %,d records done, at most %,d to do (%d %%).",
                                id,
                                done,
                                toDo,
                                100 * done / (done + toDo)));
    }

    private static long number(String text) {
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
