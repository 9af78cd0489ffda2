// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.heroku;

/** A request that Heroku wouldn't carry out. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
