// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.AssertStatement.AssertSchema;
import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class AssertSchemaTest {
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();

    private Optional<StatementResult> run(String sql, SchemaRegistry registry) {
        var statement = (AssertSchema) SqlParser.parseSingle(sql);
        var execution =
                AssertSchemaExecution.of(
                        registry, Map.of("ksql.assert.schema.default.timeout.ms", "0"));
        return ((Prepared.Action) execution.prepare(sql, statement)).run().get();
    }

    private void register(String subject, String type) {
        registry.register(
                subject, SchemaText.of(SchemaType.AVRO, "{\"type\":\"%s\"}".formatted(type)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SUBJECT 'a-value' |",
                "ID 2 |",
                "SUBJECT 'a-value' ID 1 |",
                "SUBJECT 'a-value' ID 2 |",
                "SUBJECT 'b-value' | subject name b-value",
                "SUBJECT 'a-value' ID 3 | subject name a-value id 3",
                "ID 9 | id 9"
            })
    void saysWhatIsThere(String what, String missing) {
        register("a-value", "int");
        register("a-value", "long");
        register("c-value", "string");

        var held = missing == null ? "ASSERT SCHEMA " : "ASSERT NOT EXISTS SCHEMA ";
        var failed = missing == null ? "ASSERT NOT EXISTS SCHEMA " : "ASSERT SCHEMA ";

        assertThat(run(held + what + ";", registry))
                .hasValueSatisfying(
                        r ->
                                assertThat(((StatementResult.SchemaAssertion) r).exists())
                                        .isEqualTo(missing == null));
        assertThatThrownBy(() -> run(failed + what + ";", registry))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Schema with ")
                .hasMessageContaining(missing == null ? " exists." : missing + " does not exist.");
    }

    @Test
    void waitsForASchema() throws Exception {
        var answer =
                CompletableFuture.supplyAsync(
                        () -> run("ASSERT SCHEMA SUBJECT 'x' TIMEOUT 20 SECONDS;", registry));
        register("x", "int");

        assertThat(answer.get(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void needsARegistry() {
        assertThatThrownBy(() -> run("ASSERT SCHEMA ID 1;", SchemaRegistry.none()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SCHEMA_REGISTRY_URL");
    }
}
