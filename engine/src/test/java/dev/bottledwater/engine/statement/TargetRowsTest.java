// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.statement.InsertValuesExecution.RecordsOf;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

class TargetRowsTest {
    private static final Source ORDERS =
            new Source(
                    "ORDERS",
                    SourceKind.STREAM,
                    RowSchema.of(List.of(), List.of(new Column("ID", Primitive.BIGINT))),
                    "orders",
                    FormatSpec.of("KAFKA"),
                    FormatSpec.of("JSON"),
                    null,
                    null,
                    false,
                    "",
                    null);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordWriter records = new RecordWriter(() -> producer);
    private final TargetRows rows =
            new TargetRows(
                    ORDERS,
                    new RecordsOf("orders", (_, _) -> null, (_, _) -> new byte[] {1}, 0),
                    records);

    @Test
    void aRowIsStoredWhenKafkaSaysSo() {
        var stored = rows.insert(Map.of("id", 1));
        assertThat(stored).isNotDone();
        producer.completeNext();
        assertThat(stored).isCompleted();
    }

    @Test
    void whatKafkaReportsIsToldWithoutAWrapper() {
        var denied =
                failureOf(rows.insert(Map.of("id", 1)), new TopicAuthorizationException("orders"));
        assertThat(denied.code()).isEqualTo(Code.FORBIDDEN_KAFKA);
        assertThat(denied)
                .hasMessageStartingWith("The record could not be written to topic 'orders'");

        var unreachable =
                failureOf(rows.insert(Map.of("id", 1)), new TimeoutException("no broker"));
        assertThat(unreachable.code()).isEqualTo(Code.SERVER_ERROR);
        assertThat(unreachable).hasMessageEndingWith("no broker");
    }

    @Test
    void aRegistryThatIsAwayIsAFailureOfTheRow() {
        var unregistered =
                new TargetRows(
                        ORDERS,
                        new RecordsOf(
                                "orders",
                                (_, _) -> null,
                                (_, _) -> {
                                    throw new SchemaRegistryException(
                                            SchemaRegistryException.Reason.UNREACHABLE,
                                            "It is away.",
                                            null);
                                },
                                0),
                        records);

        assertThatExceptionOfType(StatementFailedException.class)
                .isThrownBy(() -> unregistered.insert(Map.of("id", 1)))
                .withMessage("It is away.");
    }

    /** As those see it who wait for the row's own stage, as the server does. */
    private StatementFailedException failureOf(
            CompletableFuture<Void> stored, RuntimeException reported) {
        var seen = new AtomicReference<Throwable>();
        stored.whenComplete((_, failure) -> seen.set(failure));
        producer.errorNext(reported);
        assertThat(seen.get()).isInstanceOf(StatementFailedException.class);
        return (StatementFailedException) seen.get();
    }
}
