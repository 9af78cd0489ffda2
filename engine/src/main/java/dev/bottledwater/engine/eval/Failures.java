// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.udf.BadArgumentException;

import java.lang.reflect.UndeclaredThrowableException;

/** The sentences about what failed, for closures and generated code alike. */
public final class Failures {
    private Failures() {}

    /** How the sentence about a call that failed begins. */
    public static String ofCall(String subject, String function) {
        return subject + ": " + function + " failed: ";
    }

    /** How the sentence about a cast that failed begins. */
    public static String ofCast(String subject, SqlType from, SqlType to) {
        return subject + ": CAST of " + from + " to " + to + " failed: ";
    }

    /** Reports what made the whole expression null. */
    public static void expression(
            RuntimeException failure, String subject, EvaluationErrors errors) {
        if (failure instanceof EvaluationException) {
            errors.failed(subject + ": " + failure.getMessage(), null);
        } else {
            errors.failed(
                    subject + ": the expression failed with " + failure.getClass().getSimpleName(),
                    failure);
        }
    }

    /**
     * Reports what made a call null.
     *
     * @param beginning of {@link #ofCall}
     */
    public static void call(RuntimeException failure, String beginning, EvaluationErrors errors) {
        var told = told(failure);
        errors.failed(beginning + told.getMessage(), told.getCause());
    }

    /** What made a row impossible to aggregate, as the exception that the row ends in. */
    public static FunctionException aggregate(RuntimeException failure, String function) {
        var told = told(failure);
        return new FunctionException(function + " failed: " + told.getMessage(), told.getCause());
    }

    private static FunctionException told(RuntimeException failure) {
        return switch (failure) {
            // an operator inside a lambda
            case EvaluationException e -> new FunctionException(String.valueOf(e.getMessage()));
            case FunctionException e -> e;
            case BadArgumentException e -> new FunctionException(String.valueOf(e.getMessage()), e);
            case UndeclaredThrowableException e -> {
                var thrown = e.getUndeclaredThrowable();
                yield new FunctionException(thrown.getClass().getSimpleName(), thrown);
            }
            default -> new FunctionException(failure.getClass().getSimpleName(), failure);
        };
    }
}
