// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import java.util.Objects;

/** A sibling gave no answer. The message is a sentence that says why. */
public final class SiblingException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** How far the request came. */
    public enum Kind {
        /** It was not carried out. */
        NOT_REACHED,
        /** It may have been carried out. */
        NO_ANSWER,
        /** The sibling tried and failed. */
        FAILED
    }

    public SiblingException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    public Kind kind() {
        return kind;
    }
}
