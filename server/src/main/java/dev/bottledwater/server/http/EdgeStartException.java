// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

/** The port can't be served; the message says why and what to do. */
public final class EdgeStartException extends RuntimeException {
    EdgeStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
