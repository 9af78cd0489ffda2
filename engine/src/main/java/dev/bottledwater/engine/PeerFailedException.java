// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import java.util.Objects;

/** Another instance gave no answer. The message is a sentence that says why. */
public final class PeerFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** It never got the request. */
        NOT_REACHED,
        /** It may have got the request, and may have done what it asks. */
        NO_ANSWER,
        /** It runs no SQL, or has no room for one more request. */
        REFUSED,
        /** It tried and failed. */
        FAILED
    }

    public PeerFailedException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
