// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.serde.Formats;

import java.util.Objects;

/**
 * What the operators of one query are built with.
 *
 * @param queryId names the query in the processing log
 */
public record QueryScope(
        String queryId,
        ExpressionCompiler compiler,
        Formats formats,
        TopicNames names,
        ProcessingLog log) {
    public QueryScope {
        Objects.requireNonNull(queryId);
        Objects.requireNonNull(compiler);
        Objects.requireNonNull(formats);
        Objects.requireNonNull(names);
        Objects.requireNonNull(log);
    }

    /** The same with another processing log. */
    public QueryScope withLog(ProcessingLog other) {
        return new QueryScope(queryId, compiler, formats, names, other);
    }
}
