// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.StepErrors;

/** A step that looks at one row at a time and leaves its key as it is; thread-safe. */
@FunctionalInterface
interface RowStep {

    /**
     * The step for one task of Kafka Streams: hands what becomes of a row, which may be nothing, to
     * the next step.
     */
    RowTarget before(RowTarget next, StepErrors errors);
}
