// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

/** Heroku's error codes of requests that failed on their way. */
public enum RouterError {
    /** No dyno is up. */
    H10("App crashed"),
    /** The first byte of the answer took too long. */
    H12("Request timeout"),
    /** The dyno closed the connection without an answer. */
    H13("Connection closed without response"),
    /** Neither side sent anything for too long. */
    H15("Idle connection"),
    /** The dyno broke the connection within its answer. */
    H18("Server Request Interrupted"),
    /** No dyno took the connection. */
    H21("Backend connection refused"),
    /** The client went away before the answer. */
    H27("Client Request Interrupted");

    private final String description;

    RouterError(String description) {
        this.description = description;
    }

    /** Heroku's words for it. */
    public String description() {
        return description;
    }
}
