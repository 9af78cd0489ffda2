// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.insert;

/** A row that doesn't fit its source; the message is for the user. */
public final class UnfitRowException extends RuntimeException {
    UnfitRowException(String message) {
        super(message, null, false, false);
    }
}
