// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.AssertStatement.AssertSchema;

import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** ASSERT [NOT EXISTS] SCHEMA: waits for a registry to have, or not to have, a schema. */
record AssertSchemaExecution(SchemaRegistry registry, Assertion assertion) {
    private static final String TIMEOUT = "ksql.assert.schema.default.timeout.ms";

    static AssertSchemaExecution of(SchemaRegistry registry, Map<String, String> serverProperties) {
        return new AssertSchemaExecution(registry, Assertion.of(serverProperties, TIMEOUT));
    }

    Prepared prepare(String text, AssertSchema statement) {
        if (statement.subject() == null && statement.id() == null) {
            throw new RefusedException(
                    Code.BAD_STATEMENT,
                    "Must specify a schema subject or id.",
                    statement.span(),
                    "Write ASSERT SCHEMA SUBJECT 'topic-value' or ASSERT SCHEMA ID 1.");
        }
        return new Prepared.Action(
                () -> {
                    assertion.await(
                            () -> problem(statement), statement.timeout(), statement.span());
                    return Optional.of(
                            new StatementResult.SchemaAssertion(
                                    text, statement.subject(), statement.id(), statement.exists()));
                });
    }

    private Optional<String> problem(AssertSchema statement) {
        boolean there;
        try {
            there = exists(statement);
        } catch (SchemaRegistryException e) {
            return Optional.of(
                    "Cannot check whether the schema exists: %s".formatted(e.getMessage()));
        }
        return there == statement.exists()
                ? Optional.empty()
                : Optional.of(
                        "Schema with %s %s."
                                .formatted(
                                        described(statement), there ? "exists" : "does not exist"));
    }

    private static String described(AssertSchema statement) {
        var parts = new StringJoiner(" ");
        if (statement.subject() != null) {
            parts.add("subject name").add(statement.subject());
        }
        if (statement.id() != null) {
            parts.add("id").add(statement.id().toString());
        }
        return parts.toString();
    }

    private boolean exists(AssertSchema statement) {
        var subject = statement.subject();
        var id = statement.id();
        if (subject == null) {
            return id != null && registry.byId(id).isPresent();
        }
        var latest = registry.latest(subject);
        if (id == null || latest.isEmpty() || latest.get().id() == id) {
            return latest.isPresent();
        }
        return IntStream.range(1, latest.get().version())
                .mapToObj(version -> registry.version(subject, version))
                .flatMap(Optional::stream)
                .anyMatch(s -> s.id() == id);
    }
}
