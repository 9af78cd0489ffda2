// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;

/** The code behind calls of aggregate functions. */
public final class AggregatorCalls {
    private AggregatorCalls() {}

    /** Makes the aggregator of a call for its argument types and constants. */
    public static Aggregator create(AggregateCall call) {
        return call.function()
                .factory()
                .create(
                        call.arguments().stream().map(TypedExpression::type).toList(),
                        call.constants());
    }
}
