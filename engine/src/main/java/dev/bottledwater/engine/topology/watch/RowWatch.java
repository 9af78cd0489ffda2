// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.operator.StepErrors;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Sees the records of one task before a processor of Kafka Streams does, by the same rules. */
interface RowWatch {

    /** Tells of the record when the processor will leave it out. */
    void see(@Nullable Object key, long time);

    /** Makes one per task. */
    @FunctionalInterface
    interface Factory {
        RowWatch in(ProcessingContext context, StepErrors errors);
    }
}
