// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.topology.SkipFailedRows;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

import java.util.Map;

/**
 * Skips failed rows as the engine does, but for those that an aggregate function can't take: these
 * end a query of KSQL, which cases expect.
 */
public final class FailedAggregationsFail implements ProcessingExceptionHandler {
    private final SkipFailedRows others = new SkipFailedRows();

    @Override
    public void configure(Map<String, ?> configs) {
        others.configure(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        return failure instanceof FunctionException
                ? Response.fail()
                : others.handleError(context, record, failure);
    }
}
