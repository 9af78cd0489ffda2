// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

/**
 * One thing that is not as it must be.
 *
 * @param severity how bad it is
 * @param subject what it is about: a config var, a broker's address, or a topic or group by its
 *     physical name
 * @param message one sentence that says what is wrong, without secrets
 * @param remedy one sentence or command that mends it
 */
public record Finding(Severity severity, String subject, String message, String remedy) {

    static Finding error(String subject, String message, String remedy) {
        return new Finding(Severity.ERROR, subject, message, remedy);
    }

    static Finding warning(String subject, String message, String remedy) {
        return new Finding(Severity.WARNING, subject, message, remedy);
    }

    /** Returns both sentences. */
    @Override
    public String toString() {
        return message + " " + remedy;
    }
}
