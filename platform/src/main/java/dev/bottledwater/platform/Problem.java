// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.io.Serializable;

/**
 * One thing that is wrong, or will soon be wrong, with a config var.
 *
 * @param variable the config var's name
 * @param message one sentence that says what is wrong, and never holds a secret
 * @param remedy one sentence that says what to do
 */
public record Problem(String variable, String message, String remedy) implements Serializable {

    /** Returns both sentences. */
    @Override
    public String toString() {
        return message + " " + remedy;
    }
}
