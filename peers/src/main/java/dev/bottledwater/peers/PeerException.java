// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import java.util.Objects;

/** A request to a peer had no answer. The message is a sentence that says why. */
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** The peer never got the request: it is safe to ask another. */
        NOT_SENT,
        /** The peer may have got the request, and may have done what it asks. */
        NO_ANSWER,
        /** The peer has no such service, or no room for one more request. */
        REFUSED,
        /** The peer tried and failed. */
        FAILED
    }

    public PeerException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
