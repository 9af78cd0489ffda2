// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

/**
 * A value for which an operator has no result, such as a division by zero. It unwinds to the
 * nearest cast or to the whole expression. Carries no stack trace, since bad rows may come by the
 * million, and no data.
 */
final class EvaluationException extends RuntimeException {
    EvaluationException(String message) {
        super(message, null, false, false);
    }
}
