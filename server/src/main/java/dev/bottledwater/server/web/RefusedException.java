// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import dev.bottledwater.wire.ErrorBody;

import java.util.Objects;

/** A request that isn't served, with the words for the client. */
public final class RefusedException extends RuntimeException {
    private final transient ErrorBody error;

    public RefusedException(ErrorBody error) {
        super(error.message());
        this.error = Objects.requireNonNull(error);
    }

    /** Refuses for a reason that no statement is to blame for. */
    public static RefusedException generic(int errorCode, String message) {
        return new RefusedException(ErrorBody.generic(errorCode, message));
    }

    public ErrorBody error() {
        return error;
    }
}
