// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * A certificate with its private key. {@link #toString()} shows the subject only.
 *
 * @param certificate the certificate
 * @param privateKey the key that belongs to it
 */
public record IssuedCertificate(X509Certificate certificate, PrivateKey privateKey) {

    /** The certificate as PEM, with a newline at the end. */
    public String certificatePem() {
        try {
            return Pem.text("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The private key as PEM, with a newline at the end.
     *
     * @throws IllegalArgumentException if the form doesn't exist for this kind of key
     */
    public String keyPem(PemKeyForm form) {
        return Pem.key(privateKey, form);
    }

    /** The subject's distinguished name as Kafka names a principal, such as {@code CN=broker}. */
    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    @Override
    public String toString() {
        return "IssuedCertificate[" + subject() + "]";
    }
}
