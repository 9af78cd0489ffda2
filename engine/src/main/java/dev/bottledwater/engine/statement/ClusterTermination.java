// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Ends all that statements have made. Where KSQL's server ends, too, this one goes on with an empty
 * catalog: a platform would start it again anyway.
 */
record ClusterTermination(CatalogLog log, CatalogWriter writer, ClusterQueries queries) {
    private static final String TEXT = "TERMINATE CLUSTER;";
    private static final CatalogEntry.Command COMMAND =
            new CatalogEntry.Command(
                    "cluster/TerminateCluster/terminate", "Cluster terminated.", null);

    /** Each attempt lost against a statement of another request that took effect. */
    private static final int MOST_ATTEMPTS = 50;

    /**
     * @param topics names, or regular expressions of names, of topics to delete; only topics that
     *     queries made are
     */
    StatementResult terminate(List<String> topics) {
        var patterns = topics.stream().map(ClusterTermination::pattern).toList();
        queries.closeAllPushQueries();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var state = log.state();
            var change = Prepared.Change.of(TEXT, COMMAND, changes(state));
            var written = write(state, change);
            if (written.isPresent()) {
                return told(written.get(), Selection.of(state.catalog(), patterns));
            }
        }
        throw failure(Code.SERVER_ERROR, "The catalog kept changing. Try again.", null);
    }

    private Optional<StatementResult> write(CatalogState state, Prepared.Change change) {
        try {
            return writer.write(state, change);
        } catch (RuntimeException e) {
            throw ScriptRunner.failure(e, TEXT, List.of());
        }
    }

    /** Queries first, so that nothing is dropped that still is read; then what was made last. */
    private static List<CatalogChange> changes(CatalogState state) {
        var changes = new ArrayList<CatalogChange>();
        state.queries().keySet().forEach(id -> changes.add(new CatalogChange.DropQuery(id)));
        List.copyOf(state.catalog().sources().keySet())
                .reversed()
                .forEach(name -> changes.add(new CatalogChange.DropSource(name)));
        state.catalog().types().keySet().forEach(t -> changes.add(new CatalogChange.DropType(t)));
        return changes;
    }

    /**
     * Which topics are deleted: those of sources that a query made, also where it was terminated
     * before.
     *
     * @param sinks whose topics are
     * @param unmatched names and expressions that match no such topic, as they were given
     */
    record Selection(List<Source> sinks, List<String> unmatched) {

        static Selection of(Catalog catalog, List<Pattern> patterns) {
            var made =
                    catalog.sources().values().stream().filter(s -> s.createdBy() != null).toList();
            return new Selection(
                    made.stream()
                            .filter(s -> patterns.stream().anyMatch(p -> matches(p, s)))
                            .toList(),
                    patterns.stream()
                            .filter(p -> made.stream().noneMatch(s -> matches(p, s)))
                            .map(Pattern::pattern)
                            .toList());
        }

        private static boolean matches(Pattern pattern, Source source) {
            return pattern.matcher(source.topic()).matches();
        }
    }

    private StatementResult told(StatementResult written, Selection selection) {
        if (!(written instanceof CommandResult result)) {
            return written;
        }
        var message = new ArrayList<>(List.of(result.status().message()));
        for (var name : selection.unmatched()) {
            message.add(
                    "Nothing was deleted for '%s': no topic that a query made is called so."
                            .formatted(name));
        }
        for (var source : selection.sinks()) {
            try {
                writer.delete(source, message);
            } catch (TopicException e) {
                message.add(String.valueOf(e.getMessage()));
            }
        }
        return new CommandResult(
                result.statementText(),
                result.commandId(),
                new CommandStatus(result.status().status(), String.join(" ", message), null),
                result.sequenceNumber());
    }

    private static Pattern pattern(String topic) {
        try {
            return Pattern.compile(topic);
        } catch (PatternSyntaxException e) {
            throw failure(
                    Code.BAD_REQUEST,
                    "Invalid pattern: '%s' is neither a topic's name nor a regular expression."
                            .formatted(topic),
                    e);
        }
    }

    private static StatementFailedException failure(
            Code code, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new StatementFailedException(code, message, null, List.of(), null, null, cause);
    }
}
