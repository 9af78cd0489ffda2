// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.operator.StepErrors;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a stream that come too late to be kept for those of the other stream. Kafka Streams keeps
 * the rows of a join's side in segments, and drops those whose segment is gone; a late row of a
 * segment that isn't is joined.
 */
final class LateForJoin implements RowWatch {
    private static final long LEAST_SEGMENT = 60_000;

    private final long grace;
    private final long retention;
    private final long segment;
    private final StepErrors errors;
    private long newest = -1;

    /**
     * @param size how far the rows that are joined may lie apart, both ways together
     */
    LateForJoin(long size, long grace, StepErrors errors) {
        this.grace = grace;
        this.retention = size + grace;
        this.segment = Math.max(retention / 2, LEAST_SEGMENT);
        this.errors = errors;
    }

    @Override
    public void see(@Nullable Object key, long time) {
        if (key == null) {
            return;
        }
        if (time >= newest) {
            newest = time;
            return;
        }
        long kept = newest - retention;
        if (time < kept && time / segment < kept / segment) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    LeftOutRows.late(time, "its window of the join", newest, grace));
        }
    }
}
