// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The certificates of one config var: a client's chain, its own certificate first, or the
 * authorities to trust. While an authority is rotated there are two of those, so all of them count.
 */
public final class Certificates {
    private static final String WHAT = "a certificate";

    private final String variable;
    private final List<X509Certificate> certificates;

    private Certificates(String variable, List<X509Certificate> certificates) {
        this.variable = variable;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads every certificate in the text.
     *
     * @param variable the config var's name, for messages
     * @throws TlsMaterialException if there is none, or one of them can't be read
     */
    public static Certificates read(String variable, String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.readAll(variable, text, WHAT)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new TlsMaterialException(
                        variable,
                        variable + " holds a private key where a certificate belongs.",
                        "Check that the certificate and its key aren't swapped.");
            }
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(certificate(variable, block.der(), certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsMaterialException(
                    variable,
                    variable + " holds PEM text but no certificate.",
                    PemBlock.remedy(WHAT));
        }
        return new Certificates(variable, certificates);
    }

    private static X509Certificate certificate(String variable, byte[] der, int number) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException unreadable) {
            throw new TlsMaterialException(
                    variable,
                    "Certificate "
                            + number
                            + " in "
                            + variable
                            + " can't be read: it isn't an X.509 certificate.",
                    PemBlock.remedy(WHAT));
        }
    }

    /**
     * Checks that at least one certificate is valid.
     *
     * @throws TlsMaterialException if none is
     */
    public void requireAnyValid(Instant now) {
        boolean any =
                certificates.stream()
                        .anyMatch(
                                certificate ->
                                        !now.isBefore(certificate.getNotBefore().toInstant())
                                                && now.isBefore(
                                                        certificate.getNotAfter().toInstant()));
        if (!any) {
            X509Certificate latest =
                    certificates.stream()
                            .max(Comparator.comparing(X509Certificate::getNotAfter))
                            .orElseThrow();
            requireValid(latest, now);
        }
    }

    /**
     * Checks that the first certificate, the client's own, is valid.
     *
     * @throws TlsMaterialException if it isn't
     */
    public void requireFirstValid(Instant now) {
        requireValid(certificates.getFirst(), now);
    }

    private void requireValid(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            throw new TlsMaterialException(
                    variable,
                    "The certificate in "
                            + variable
                            + " isn't valid before "
                            + TlsMaterialException.date(from)
                            + " (today is "
                            + TlsMaterialException.date(now)
                            + ").",
                    "Check this machine's clock, or wait until then.");
        }
        if (!now.isBefore(until)) {
            throw new TlsMaterialException(
                    variable,
                    "The certificate in "
                            + variable
                            + " expired on "
                            + TlsMaterialException.date(until)
                            + " (today is "
                            + TlsMaterialException.date(now)
                            + ").",
                    TlsMaterialException.RENEW);
        }
    }

    /** Returns when the client's own certificate expires. */
    public Instant firstExpiry() {
        return certificates.getFirst().getNotAfter().toInstant();
    }

    /** Returns when the last of the certificates expires. */
    public Instant lastExpiry() {
        return certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Returns the certificates, at least one, in the order of the text. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** Returns clean PEM text of all certificates. */
    public String toPem() {
        return certificates.stream()
                .map(certificate -> PemBlock.write("CERTIFICATE", encoded(certificate)))
                .collect(joining());
    }

    String variable() {
        return variable;
    }

    PublicKey firstPublicKey() {
        return certificates.getFirst().getPublicKey();
    }

    private byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(
                    "A certificate read from " + variable + " has no encoding", impossible);
        }
    }

    @Override
    public String toString() {
        return "Certificates[" + variable + ", " + certificates.size() + "]";
    }
}
