// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.serde.SchemaRegistration;
import dev.bottledwater.engine.statement.Prepared.Schemas;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.sql.catalog.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out prepared changes: topics and schemas that are needed, the entry of the log, and what
 * is to delete.
 */
record CatalogWriter(
        CatalogLog log, TopicAdmin topics, SchemaRegistration schemas, CatalogQueries queries) {

    /**
     * Carries a change out.
     *
     * @param base the state that it was prepared against
     * @return empty when something changed meanwhile: prepare it again
     */
    Optional<StatementResult> write(CatalogState base, Prepared.Change change) {
        if (change.changes().isEmpty()) {
            return Optional.of(result(change, change.command().message(), base));
        }
        // before topics and schemas are made for nothing
        log.requireWritable();
        for (var topic : change.newTopics()) {
            if (!topics.create(topic)) {
                return Optional.empty();
            }
        }
        switch (change.schemas()) {
            case Schemas.None _ -> {}
            case Schemas.Missing(var source) -> schemas.registerMissing(source);
            case Schemas.Of(var sink) -> schemas.register(sink);
        }
        return log.append(base, change.command(), change.changes())
                .map(
                        after -> {
                            queries.awaitDropped(change.changes());
                            return result(change, message(change), after);
                        });
    }

    private String message(Prepared.Change change) {
        var message = new ArrayList<>(List.of(change.command().message()));
        var deleted = change.deleted();
        if (deleted != null) {
            delete(deleted, message);
        }
        return String.join(" ", message);
    }

    /** Deletes the topic and the schemas of a source; what can't be deleted is told of. */
    void delete(Source source, List<String> message) {
        deleteTopic(source.topic(), message);
        deleteSchemas(source, message);
    }

    private void deleteTopic(String topic, List<String> message) {
        try {
            topics.delete(topic);
        } catch (TopicException e) {
            message.add(
                    "Topic '%s' was not deleted: %s. %s"
                            .formatted(topic, e.getMessage(), topics.deletion(topic)));
        }
    }

    private void deleteSchemas(Source source, List<String> message) {
        try {
            schemas.delete(source);
        } catch (SchemaRegistryException e) {
            message.add(
                    "The schemas of topic '%s' were not deleted: %s"
                            .formatted(source.topic(), e.getMessage()));
        }
    }

    private static StatementResult result(
            Prepared.Change change, String message, CatalogState after) {
        var command = change.command();
        return new StatementResult.CommandResult(
                change.statementText(),
                command.id(),
                new CommandStatus(CommandStatus.Status.SUCCESS, message, command.queryId()),
                after.version());
    }
}
