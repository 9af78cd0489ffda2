// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.operator.StepErrors;

import org.apache.kafka.streams.state.SessionStore;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Rows that come after their session has closed, and that no open session takes in. */
final class LateForSession implements RowWatch {
    private final long gap;
    private final long grace;
    private final SessionStore<Object, ?> sessions;
    private final StepErrors errors;
    private long newest = -1;

    LateForSession(long gap, long grace, SessionStore<Object, ?> sessions, StepErrors errors) {
        this.gap = gap;
        this.grace = grace;
        this.sessions = sessions;
        this.errors = errors;
    }

    @Override
    public void see(@Nullable Object key, long time) {
        if (time >= newest) {
            newest = time;
            return;
        }
        long closed = newest - grace - gap;
        if (time < closed && end(Objects.requireNonNull(key), time) < closed) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    LeftOutRows.late(time, "its session", newest, grace));
        }
    }

    /** The end of the session that the row would be in. */
    private long end(Object key, long time) {
        long end = time;
        try (var found = sessions.findSessions(key, time - gap, time + gap)) {
            while (found.hasNext()) {
                end = Math.max(end, found.next().key.window().end());
            }
        }
        return end;
    }
}
