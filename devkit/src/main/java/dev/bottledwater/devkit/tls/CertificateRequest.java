// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a certificate shall say.
 *
 * @param commonName the only part of the subject
 * @param keyKind the kind of key pair to make for it
 * @param notBefore from when it is valid
 * @param notAfter until when it is valid
 * @param dnsNames host names for the subject alternative names; with none, and no addresses, the
 *     certificate has no such extension
 * @param ipAddresses literal IPv4 or IPv6 addresses for the subject alternative names
 */
public record CertificateRequest(
        String commonName,
        KeyKind keyKind,
        Instant notBefore,
        Instant notAfter,
        List<String> dnsNames,
        List<String> ipAddresses) {

    /** Checks the names and copies the lists. */
    public CertificateRequest {
        if (commonName.isBlank()) {
            throw new IllegalArgumentException("A certificate needs a common name.");
        }
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException(
                    "The certificate of %s would end (%s) before it starts (%s)."
                            .formatted(commonName, notAfter, notBefore));
        }
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
    }

    /** Valid from an hour ago for 90 days, P-256, no host names. */
    public static CertificateRequest named(String commonName) {
        Instant now = Instant.now();
        return new CertificateRequest(
                commonName,
                KeyKind.EC_P256,
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(90)),
                List.of(),
                List.of());
    }

    /** The same with another kind of key. */
    public CertificateRequest withKeyKind(KeyKind kind) {
        return new CertificateRequest(commonName, kind, notBefore, notAfter, dnsNames, ipAddresses);
    }

    /** The same with another time of validity. */
    public CertificateRequest withValidity(Instant from, Instant until) {
        return new CertificateRequest(commonName, keyKind, from, until, dnsNames, ipAddresses);
    }

    /** The same with these host names as subject alternative names. */
    public CertificateRequest withDnsNames(String... names) {
        return new CertificateRequest(
                commonName, keyKind, notBefore, notAfter, List.of(names), ipAddresses);
    }

    /** The same with these literal addresses as subject alternative names. */
    public CertificateRequest withIpAddresses(String... addresses) {
        return new CertificateRequest(
                commonName, keyKind, notBefore, notAfter, dnsNames, List.of(addresses));
    }

    /** Ended a day ago. */
    public CertificateRequest expired() {
        Instant now = Instant.now();
        return withValidity(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(1)));
    }

    /** Starts in a day. */
    public CertificateRequest notYetValid() {
        Instant now = Instant.now();
        return withValidity(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
    }
}
