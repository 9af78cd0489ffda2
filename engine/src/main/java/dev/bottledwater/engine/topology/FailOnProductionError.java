// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaRegistryException;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/**
 * A record that the cluster doesn't take fails the query ({@code ksql.fail.on.production.error} is
 * true by KSQL's default), so that nothing is lost silently. A row that can't be written in the
 * sink's format would fail for ever: it is logged and skipped. Where no row can be written, since
 * the schema doesn't fit or the registry can't be reached, the query fails.
 */
public final class FailOnProductionError implements ProductionExceptionHandler {
    private @Nullable RecordFailures failures;

    @Override
    public void configure(Map<String, ?> configs) {
        failures = RecordFailures.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        log(
                Type.PRODUCTION_ERROR,
                context,
                "A record for the topic %s was refused: %s"
                        .formatted(record.topic(), failure.getMessage()));
        // Kafka Streams' own retry goes on for ever without a word of it in the query's state
        return Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception failure,
            SerializationExceptionOrigin origin) {
        var sentence =
                "A row for the topic %s can't be written: %s"
                        .formatted(record.topic(), RecordFailures.sentence(failure));
        if (failure instanceof UnusableSchemaException
                || failure instanceof SchemaRegistryException) {
            log(Type.SERIALIZATION_ERROR, context, sentence);
            return Response.fail();
        }
        return Response.resume(
                Objects.requireNonNull(failures)
                        .bury(context, Type.SERIALIZATION_ERROR, step(context), failure, sentence));
    }

    private void log(Type type, ErrorHandlerContext context, String sentence) {
        Objects.requireNonNull(failures)
                .log(
                        type,
                        step(context),
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        sentence);
    }

    private static String step(ErrorHandlerContext context) {
        return context.processorNodeId() == null ? "Sink" : context.processorNodeId();
    }
}
