// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

/**
 * A function throws it for an argument for which it has no result. Its message goes to the
 * processing log, whereas of any other exception only the class does, since messages may hold data.
 */
public class BadArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with which argument, without the argument's value
     */
    public BadArgumentException(String message) {
        super(message, null, false, false);
    }
}
