// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.eval.FunctionException;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/**
 * Logs a row that an aggregate function can't take, such as one with which a sum no longer fits its
 * type, and goes on with the next one; the group stays as it was. KSQL ends the query, and would
 * end it again after every restart. Whatever else fails isn't the row's fault and fails the query.
 */
public final class SkipFailedAggregations implements ProcessingExceptionHandler {
    private @Nullable RecordFailures failures;

    @Override
    public void configure(Map<String, ?> configs) {
        failures = RecordFailures.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (!(failure instanceof FunctionException)) {
            return Response.fail();
        }
        Objects.requireNonNull(failures)
                .log(
                        Type.RECORD_PROCESSING_ERROR,
                        context.processorNodeId(),
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        "A row was left out of its group: " + failure.getMessage());
        return Response.resume();
    }
}
