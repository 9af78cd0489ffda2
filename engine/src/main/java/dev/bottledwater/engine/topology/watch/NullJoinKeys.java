// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.operator.StepErrors;

import org.jspecify.annotations.Nullable;

/** Rows without a key, which no other row can be equal to. */
record NullJoinKeys(StepErrors errors) implements RowWatch {

    @Override
    public void see(@Nullable Object key, long time) {
        if (key == null) {
            errors.report(ProcessingLog.Type.RECORD_PROCESSING_ERROR, LeftOutRows.nullKey());
        }
    }
}
