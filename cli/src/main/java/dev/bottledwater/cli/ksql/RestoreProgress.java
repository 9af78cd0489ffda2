// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.Restoration;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How far queries of answers are that restore their state; the answers' tables don't show it. */
final class RestoreProgress {
    private final Map<String, Restoration> byQuery = new TreeMap<>();

    private RestoreProgress() {}

    /** Returns a line for each query that restores, by id. */
    static List<String> lines(List<KsqlEntity> answers) {
        var progress = new RestoreProgress();
        answers.forEach(progress::add);
        return progress.byQuery.entrySet().stream()
                .map(query -> line(query.getKey(), query.getValue()))
                .toList();
    }

    private void add(KsqlEntity answer) {
        switch (answer) {
            case KsqlEntity.Queries queries -> add(queries.queries());
            case KsqlEntity.SourceDescriptionEntity source -> add(source.sourceDescription());
            case KsqlEntity.SourceDescriptionList sources ->
                    sources.sourceDescriptions().forEach(this::add);
            case KsqlEntity.QueryDescriptionEntity query -> add(query.queryDescription());
            case KsqlEntity.QueryDescriptionList queries ->
                    queries.queryDescriptions().forEach(this::add);
            default -> {}
        }
    }

    private void add(SourceDescription source) {
        if (source.extended()) {
            add(source.readQueries());
            add(source.writeQueries());
        }
    }

    private void add(Collection<RunningQuery> queries) {
        queries.forEach(query -> add(query.id(), query.restoration()));
    }

    private void add(QueryDescription query) {
        add(query.id(), query.restoration());
    }

    private void add(String id, @Nullable Restoration restoration) {
        if (restoration != null) {
            byQuery.put(id, restoration);
        }
    }

    private static String line(String id, Restoration restoration) {
        long done = restoration.restoredRecords();
        long toDo = restoration.remainingRecords();
        return String.format(
                Locale.ROOT,
                "%s restores its state: %,d records done, at most %,d to do (%d %%).",
                id,
                done,
                toDo,
                100 * done / Math.max(1, done + toDo));
    }
}
