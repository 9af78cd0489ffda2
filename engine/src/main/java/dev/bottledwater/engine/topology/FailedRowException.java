// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

/**
 * A step can't make anything of a row, which is left out: {@link SkipFailedRows} logs it. The
 * message is one sentence and holds no data.
 */
final class FailedRowException extends RuntimeException {
    private final String step;

    FailedRowException(String step, String message) {
        super(message, null, false, false);
        this.step = step;
    }

    String step() {
        return step;
    }
}
