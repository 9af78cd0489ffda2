// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.TlsMaterialException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a certificate among the config vars ends.
 *
 * @param variable that holds it
 * @param at of several authorities the last one's end
 */
public record CertificateExpiry(String variable, Instant at) {
    private static final Duration SOON = Duration.ofDays(30);

    /** Whether it has ended. */
    public boolean expired(Instant now) {
        return !now.isBefore(at);
    }

    /** Returns what there is to say of it from 30 days before its end on. */
    public Optional<Problem> warning(Instant now) {
        if (!at.isBefore(now.plus(SOON))) {
            return Optional.empty();
        }
        String certificate = "The certificate in " + variable;
        String date = TlsMaterialException.date(at);
        long days = Duration.between(now, at).toDays();
        return Optional.of(
                new Problem(
                        variable,
                        expired(now)
                                ? certificate + " expired on " + date + "."
                                : certificate
                                        + " expires on "
                                        + date
                                        + ", in "
                                        + days
                                        + (days == 1 ? " day." : " days."),
                        TlsMaterialException.RENEW));
    }
}
