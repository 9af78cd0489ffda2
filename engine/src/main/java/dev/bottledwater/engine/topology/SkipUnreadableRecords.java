// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.registry.SchemaRegistryException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Logs a record that can't be decoded, and goes on with the next one. Where the schema registry
 * couldn't be asked, the record may be a good one: the query fails and tries again.
 */
public final class SkipUnreadableRecords implements DeserializationExceptionHandler {
    private @Nullable RecordFailures failures;

    @Override
    public void configure(Map<String, ?> configs) {
        failures = RecordFailures.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        if (failure instanceof SchemaRegistryException) {
            return Response.fail();
        }
        var to = Objects.requireNonNull(failures);
        var sentence = RecordFailures.sentence(failure);
        var type = Type.DESERIALIZATION_ERROR;
        var step = context.processorNodeId();
        to.log(type, step, record.topic(), record.partition(), record.offset(), sentence);
        var letters = to.deadLetters();
        return letters == null
                ? Response.resume()
                : Response.resume(
                        List.of(
                                letters.record(
                                        record.key(),
                                        record.value(),
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        record.timestamp(),
                                        record.headers(),
                                        new DeadLetters.Cause(
                                                type,
                                                to.scope().queryId(),
                                                step,
                                                failure,
                                                sentence))));
    }
}
