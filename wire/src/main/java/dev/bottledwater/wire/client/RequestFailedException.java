// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import dev.bottledwater.wire.ErrorBody;

/**
 * The server answered that it won't or can't; {@link #error()} holds its words. Also thrown from
 * the middle of a result when its query fails.
 */
public final class RequestFailedException extends KsqlClientException {
    private final int status;
    private final transient ErrorBody error;

    RequestFailedException(int status, ErrorBody error) {
        super(error.message(), null);
        this.status = status;
        this.error = error;
    }

    /** The HTTP status; 200 when a query failed after its header. */
    public int status() {
        return status;
    }

    public ErrorBody error() {
        return error;
    }
}
