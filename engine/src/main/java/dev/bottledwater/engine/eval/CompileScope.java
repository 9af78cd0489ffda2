// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import java.util.List;
import java.util.stream.Stream;

/**
 * What surrounds an expression that is being compiled.
 *
 * @param subject what the whole expression is for, for error texts
 * @param parameters of the enclosing lambdas, outermost first; at run time their values stand at
 *     the end of the row
 */
record CompileScope(String subject, List<String> parameters) {

    CompileScope within(List<String> inner) {
        return new CompileScope(
                subject, Stream.concat(parameters.stream(), inner.stream()).toList());
    }

    /** How far from the end of the row the parameter's value stands; inner names shadow outer. */
    int fromEnd(String name) {
        int index = parameters.lastIndexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no enclosing lambda has a parameter " + name);
        }
        return parameters.size() - index;
    }
}
