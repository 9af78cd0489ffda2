// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.eval.EvaluationErrors;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Sends what failed in a step to the processing log, with the position of the record at hand. The
 * position is asked for only when something fails.
 */
public record StepErrors(QueryScope scope, String step, Supplier<RecordPosition> position)
        implements EvaluationErrors {

    /** The exception of a function stays out: its message may hold the record's data. */
    @Override
    public void failed(String sentence, @Nullable Throwable cause) {
        report(ProcessingLog.Type.RECORD_PROCESSING_ERROR, sentence);
    }

    /** Logs an entry about the record at hand. */
    public void report(ProcessingLog.Type type, String sentence) {
        var at = position.get();
        var topic = at.topic();
        scope.log().log(
                new ProcessingLog.Entry(
                        type,
                        scope.queryId(),
                        step,
                        topic == null ? null : scope.names().logicalTopic(topic),
                        at.partition(),
                        at.offset(),
                        sentence));
    }
}
