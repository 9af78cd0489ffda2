// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.sql.catalog.Source;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What running a statement will do, found out without doing it. */
sealed interface Prepared {

    /** Looks something up. */
    record Answer(Supplier<StatementResult> look) implements Prepared {}

    /** Does something outside of the catalog, such as writing a record; may have no result. */
    record Action(Supplier<Optional<StatementResult>> run) implements Prepared {}

    /** Changes what holds for the statements that follow in the request; has no result. */
    record SessionChange(RequestSession after) implements Prepared {}

    /**
     * Changes the catalog.
     *
     * @param statementText the canonical text
     * @param changes none for a command that has no effect (DROP IF EXISTS of nothing)
     * @param newTopics created before the change is written, where they don't exist yet
     * @param schemas registered before the change is written
     * @param deleted the source whose topic and schemas are deleted after the change is written,
     *     null for none
     */
    record Change(
            String statementText,
            CatalogEntry.Command command,
            List<CatalogChange> changes,
            List<TopicSpec> newTopics,
            Schemas schemas,
            @Nullable Source deleted)
            implements Prepared {
        public Change {
            changes = List.copyOf(changes);
            newTopics = List.copyOf(newTopics);
        }

        /** A change that has nothing to do with topics. */
        static Change of(
                String statementText, CatalogEntry.Command command, List<CatalogChange> changes) {
            return new Change(statementText, command, changes, List.of(), Schemas.NONE, null);
        }
    }

    /** Schemas that a registry is to have. */
    sealed interface Schemas {
        /** None. */
        Schemas NONE = new None();

        /** None. */
        record None() implements Schemas {}

        /** Those of a declared source, where its topic has none. */
        record Missing(Source source) implements Schemas {}

        /** Those of a source that a query writes. */
        record Of(Source sink) implements Schemas {}
    }
}
