// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

/** A command line that can't be followed; its message says why. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
