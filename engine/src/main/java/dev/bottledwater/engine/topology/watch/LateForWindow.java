// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.operator.StepErrors;

import org.jspecify.annotations.Nullable;

/**
 * Rows that come after a tumbling or hopping window of theirs has closed: when rows have come whose
 * time is past the window's end and the grace period.
 */
final class LateForWindow implements RowWatch {
    private final long size;
    private final long advance;
    private final long grace;
    private final StepErrors errors;
    private long newest = -1;

    LateForWindow(long size, long advance, long grace, StepErrors errors) {
        this.size = size;
        this.advance = advance;
        this.grace = grace;
        this.errors = errors;
    }

    @Override
    public void see(@Nullable Object key, long time) {
        if (time >= newest) {
            newest = time;
            return;
        }
        long closed = newest - grace;
        // a window ends after the times that it holds
        if (time < closed) {
            late(time, closed);
        }
    }

    private void late(long time, long closed) {
        int windows = 0;
        int gone = 0;
        for (long start = Math.max(0, time - size + advance) / advance * advance;
                start <= time;
                start += advance) {
            windows++;
            if (start + size <= closed) {
                gone++;
            }
        }
        if (gone > 0) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    LeftOutRows.late(
                            time,
                            gone == windows
                                    ? "its window"
                                    : "%d of its %d windows".formatted(gone, windows),
                            newest,
                            grace));
        }
    }
}
