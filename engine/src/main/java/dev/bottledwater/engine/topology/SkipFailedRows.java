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
 * Logs a row that a step can't take and goes on with the next one. So it is with a row that an
 * aggregate function can't take, such as one with which a sum no longer fits its type: the group
 * stays as it was. KSQL ends the query then, and would end it again after every restart. Whatever
 * else fails isn't the row's fault and fails the query.
 */
public final class SkipFailedRows implements ProcessingExceptionHandler {
    private @Nullable RecordFailures failures;

    @Override
    public void configure(Map<String, ?> configs) {
        failures = RecordFailures.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        return switch (failure) {
            case FunctionException e ->
                    resume(
                            context,
                            context.processorNodeId(),
                            e,
                            "A row was left out of its group: " + e.getMessage());
            case FailedRowException e ->
                    resume(context, e.step(), e, String.valueOf(e.getMessage()));
            default -> Response.fail();
        };
    }

    private Response resume(
            ErrorHandlerContext context, String step, Exception failure, String sentence) {
        return Response.resume(
                Objects.requireNonNull(failures)
                        .bury(context, Type.RECORD_PROCESSING_ERROR, step, failure, sentence));
    }
}
