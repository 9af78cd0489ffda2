// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

/** A schema that SQL can't use as it was asked to. The message is one sentence with the reason. */
public final class UnusableSchemaException extends RuntimeException {
    public UnusableSchemaException(String message) {
        super(message);
    }
}
