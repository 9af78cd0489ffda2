// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.ExpressionCompiler;

/** The choice of a compiler. */
public final class ExpressionCompilers {
    /** The system property that turns generated classes off: {@code interpreter}. */
    public static final String PROPERTY = "bw.expression.compiler";

    private ExpressionCompilers() {}

    /**
     * The compiler for queries, which meet many rows: into classes, unless {@link #PROPERTY} says
     * otherwise. What is evaluated once is cheaper with {@link ExpressionCompiler#interpreter}.
     *
     * @throws IllegalArgumentException if the property names no compiler
     */
    public static ExpressionCompiler forQueries() {
        var name = System.getProperty(PROPERTY, "bytecode");
        return switch (name) {
            case "bytecode" -> new BytecodeCompiler();
            case "interpreter" -> ExpressionCompiler.interpreter();
            default ->
                    throw new IllegalArgumentException(
                            "The system property %s must be bytecode or interpreter, not '%s'"
                                    .formatted(PROPERTY, name));
        };
    }
}
