// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.sql.ast.AssertStatement.AssertTopic;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties.Property;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** ASSERT [NOT EXISTS] TOPIC: waits for a topic to be, or not to be, as it says. */
record AssertTopicExecution(TopicAdmin topics, Assertion assertion) {
    private static final String TIMEOUT = "ksql.assert.topic.default.timeout.ms";

    static AssertTopicExecution of(TopicAdmin topics, Map<String, String> serverProperties) {
        return new AssertTopicExecution(topics, Assertion.of(serverProperties, TIMEOUT));
    }

    Prepared prepare(String text, AssertTopic statement) {
        if (statement.exists()) {
            statement.properties().entries().forEach(AssertTopicExecution::number);
        }
        return new Prepared.Action(
                () -> {
                    assertion.await(
                            () -> problem(statement), statement.timeout(), statement.span());
                    return Optional.of(
                            new StatementResult.TopicAssertion(
                                    text, statement.topic(), statement.exists()));
                });
    }

    private Optional<String> problem(AssertTopic statement) {
        var topic = topics.describe(statement.topic());
        if (!statement.exists()) {
            return topic.map(t -> "Topic %s exists.".formatted(t.name()));
        }
        return topic.map(t -> mismatch(t, statement))
                .orElseGet(
                        () -> Optional.of("Topic %s does not exist.".formatted(statement.topic())));
    }

    private static Optional<String> mismatch(TopicShape topic, AssertTopic statement) {
        return statement.properties().entries().stream()
                .map(
                        property -> {
                            int expected = number(property);
                            int actual =
                                    isPartitions(property)
                                            ? topic.partitions()
                                            : topic.replication();
                            return expected == actual
                                    ? Optional.<String>empty()
                                    : Optional.of(
                                            "Mismatched configuration for topic %s: For config %s, expected %d got %d"
                                                    .formatted(
                                                            topic.name(),
                                                            property.name()
                                                                    .toLowerCase(Locale.ROOT),
                                                            expected,
                                                            actual));
                        })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isPartitions(Property property) {
        return property.name().equalsIgnoreCase("PARTITIONS");
    }

    private static int number(Property property) {
        if (!isPartitions(property) && !property.name().equalsIgnoreCase("REPLICAS")) {
            throw new RefusedException(
                    Code.ASSERTION_FAILED,
                    "Cannot assert unknown topic property: " + property.name(),
                    property.span(),
                    "PARTITIONS and REPLICAS can be asserted.");
        }
        if (property.value() instanceof Literal.IntegerLiteral(var value, _)) {
            return value;
        }
        throw new RefusedException(
                Code.BAD_STATEMENT,
                "%s must be a whole number".formatted(property.name()),
                property.span(),
                null);
    }
}
