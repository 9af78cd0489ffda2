// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

/** An input of a case that can't be brought into its topic's format; the message is a sentence. */
public final class UnwritableInputException extends RuntimeException {
    public UnwritableInputException(String message) {
        super(message);
    }
}
