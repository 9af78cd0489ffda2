// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.serde.Formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Queries that run while a test goes on: each takes the records of its topics in the order in which
 * they came, and what it writes is there for the others at once.
 */
final class LiveQueries implements AutoCloseable {
    private static final int MOST_RECORDS = 100_000;
    private static final String OFFSET_RESET = "auto.offset.reset";

    private final TopicStore topics;
    private final Formats formats;
    private final ProcessingLog log;
    private final Path stateDirectory;
    private final List<Live> queries = new ArrayList<>();
    private int started;

    /**
     * @param log takes what queries report about records
     * @param stateDirectory an empty directory
     */
    LiveQueries(TopicStore topics, Formats formats, ProcessingLog log, Path stateDirectory) {
        this.topics = topics;
        this.formats = formats;
        this.log = log;
        this.stateDirectory = stateDirectory;
    }

    private static final class Live {
        private final RunningQuery query;
        private final QueryRun run;
        private final Set<String> sources;
        private int position;

        Live(RunningQuery query, QueryRun run, int position) {
            this.query = query;
            this.run = run;
            this.sources = new HashSet<>(query.plan().sourceTopics());
            this.position = position;
        }
    }

    /**
     * Starts and ends queries until these are the ones that run. A new one starts at the earliest
     * records unless its properties say {@code latest}; one that replaces another goes on where
     * that was, with empty stores.
     */
    void become(List<RunningQuery> wanted) {
        for (var query : wanted) {
            if (queries.stream().noneMatch(l -> l.query.equals(query))) {
                int position = position(query);
                var directory = stateDirectory.resolve(query.id() + "-" + started++);
                queries.add(
                        new Live(query, QueryRun.start(query, formats, log, directory), position));
            }
        }
        for (var live : List.copyOf(queries)) {
            if (!wanted.contains(live.query)) {
                queries.remove(live);
                live.run.close();
            }
        }
    }

    private int position(RunningQuery query) {
        var replaced = queries.stream().filter(l -> l.query.id().equals(query.id())).findFirst();
        if (replaced.isPresent()) {
            return replaced.get().position;
        }
        boolean latest =
                query.properties().entrySet().stream()
                        .anyMatch(
                                p ->
                                        p.getKey().endsWith(OFFSET_RESET)
                                                && p.getValue().equals("latest"));
        return latest ? topics.history().size() : 0;
    }

    /**
     * Feeds the queries until none has anything left to read.
     *
     * @throws RuntimeException what ended a query
     */
    void drain() {
        int fed = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (var live : queries) {
                moved |= feedNext(live);
            }
            if (++fed > MOST_RECORDS) {
                throw new IllegalStateException(
                        "The queries go on feeding each other after %d records"
                                .formatted(MOST_RECORDS));
            }
        }
    }

    private boolean feedNext(Live live) {
        while (live.position < topics.history().size()) {
            var next = topics.history().get(live.position++);
            if (next != null && live.sources.contains(next.topic())) {
                live.run
                        .feed(next.topic(), next.record())
                        .forEach(r -> topics.append(live.query.plan().sink().topic(), r));
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        queries.forEach(live -> live.run.close());
        queries.clear();
    }
}
