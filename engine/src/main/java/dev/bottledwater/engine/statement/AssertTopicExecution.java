// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.sql.ast.AssertStatement.AssertTopic;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties.Property;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** ASSERT [NOT EXISTS] TOPIC: waits for a topic to be, or not to be, as it says. */
record AssertTopicExecution(TopicAdmin topics) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final long POLL_MILLIS = 100;

    Prepared prepare(String text, AssertTopic statement) {
        if (statement.exists()) {
            statement.properties().entries().forEach(AssertTopicExecution::number);
        }
        return new Prepared.Action(
                () -> {
                    await(statement);
                    return Optional.of(
                            new StatementResult.TopicAssertion(
                                    text, statement.topic(), statement.exists()));
                });
    }

    private void await(AssertTopic statement) {
        var timeout =
                statement.timeout() == null ? DEFAULT_TIMEOUT : statement.timeout().toDuration();
        // A router ends a request that says nothing for 30 s.
        var patience = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var problem = problem(statement);
            if (problem.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= end) {
                throw new RefusedException(
                        Code.ASSERTION_FAILED, problem.get(), statement.span(), null);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new RefusedException(
                        Code.ASSERTION_FAILED, "Interrupted.", statement.span(), null);
            }
        }
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
