// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A key or certificate can't be used; the message is one sentence that names the config var, never
 * its contents.
 */
public final class TlsMaterialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about a certificate that is, or soon will be, of no use. */
    public static final String RENEW =
            "Have a new one issued: heroku kafka:credentials --reset; elsewhere set the new certificates and key.";

    private final String variable;
    private final String remedy;

    TlsMaterialException(String variable, String message, String remedy) {
        super(message);
        this.variable = variable;
        this.remedy = remedy;
    }

    /** Returns the name of the config var. */
    public String variable() {
        return variable;
    }

    /** Returns one sentence that says what to do. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns the day of a moment in UTC, such as {@code 2026-11-24}. */
    public static String date(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}
