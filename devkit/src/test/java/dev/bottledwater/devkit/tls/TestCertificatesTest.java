// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

class TestCertificatesTest {
    private static final byte[] RSA_ALGORITHM =
            Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nullValue());
    private static final byte[] P256_ALGORITHM =
            Der.sequence(Der.oid("1.2.840.10045.2.1"), Der.oid("1.2.840.10045.3.1.7"));

    private final TestCertificates authority = TestCertificates.authority("Test CA");

    @Test
    void theAuthorityMaySignCertificates() throws Exception {
        X509Certificate certificate = parse(authority.certificatePem());
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Test CA");
        assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        boolean[] keyUsage = certificate.getKeyUsage();
        assertThat(keyUsage[5]).as("keyCertSign").isTrue();
        assertThat(keyUsage[6]).as("cRLSign").isTrue();
        assertThat(keyUsage[0]).as("digitalSignature").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void certificatesAreSignedByTheAuthorityWhateverItsKey(KeyKind kind) throws Exception {
        TestCertificates signer =
                TestCertificates.authority(CertificateRequest.named("CA").withKeyKind(kind));
        IssuedCertificate issued = signer.issue(CertificateRequest.named("u7k2p9"));
        X509Certificate certificate = parse(issued.certificatePem());
        certificate.verify(signer.certificate().getPublicKey());
        certificate.checkValidity();
        assertThat(issued.subject()).isEqualTo("CN=u7k2p9");
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
        assertThatThrownBy(() -> certificate.verify(authority.certificate().getPublicKey()))
                .isInstanceOfAny(SignatureException.class, java.security.InvalidKeyException.class);
    }

    @Test
    void hostNamesAndAddressesStandInTheAlternativeNames() throws Exception {
        IssuedCertificate issued =
                authority.issue(
                        CertificateRequest.named("server")
                                .withDnsNames("localhost", "kafka.example.com")
                                .withIpAddresses("127.0.0.1", "::1"));
        assertThat(issued.certificate().getSubjectAlternativeNames())
                .extracting(name -> List.<Object>copyOf(name))
                .containsExactly(
                        List.of(2, "localhost"),
                        List.of(2, "kafka.example.com"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThatThrownBy(
                        () ->
                                authority.issue(
                                        CertificateRequest.named("server")
                                                .withIpAddresses("localhost")))
                .hasMessage("'localhost' is not an IP address.");
    }

    @Test
    void certificatesMayBeOutOfDate() {
        X509Certificate expired =
                authority.issue(CertificateRequest.named("old").expired()).certificate();
        assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
        X509Certificate early =
                authority.issue(CertificateRequest.named("new").notYetValid()).certificate();
        assertThatThrownBy(early::checkValidity)
                .isInstanceOf(CertificateNotYetValidException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2999-06-01T12:00:00Z"})
    void theEndOfValidityMayLieInAnotherCentury(String end) {
        Instant until = Instant.parse(end);
        X509Certificate certificate =
                authority
                        .issue(CertificateRequest.named("c").withValidity(Instant.EPOCH, until))
                        .certificate();
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(until);
    }

    @ParameterizedTest
    @EnumSource
    void pkcs8IsAFormOfEveryKey(KeyKind kind) throws Exception {
        IssuedCertificate issued = authority.issue(CertificateRequest.named("c").withKeyKind(kind));
        byte[] der = body(issued.keyPem(PemKeyForm.PKCS8), "PRIVATE KEY");
        assertBelongs(load(der, issued.privateKey().getAlgorithm()), issued);
    }

    @Test
    void pkcs1IsTheInnerFormOfAnRsaKey() throws Exception {
        IssuedCertificate issued =
                authority.issue(CertificateRequest.named("c").withKeyKind(KeyKind.RSA_2048));
        byte[] inner = body(issued.keyPem(PemKeyForm.PKCS1), "RSA PRIVATE KEY");
        byte[] wrapped = Der.sequence(Der.integer(0), RSA_ALGORITHM, Der.octetString(inner));
        assertThat(wrapped).isEqualTo(issued.privateKey().getEncoded());
        assertBelongs(load(wrapped, "RSA"), issued);
    }

    @Test
    void sec1IsTheInnerFormOfAnEcKey() throws Exception {
        IssuedCertificate issued =
                authority.issue(CertificateRequest.named("c").withKeyKind(KeyKind.EC_P256));
        byte[] inner = body(issued.keyPem(PemKeyForm.SEC1), "EC PRIVATE KEY");
        byte[] wrapped = Der.sequence(Der.integer(0), P256_ALGORITHM, Der.octetString(inner));
        assertBelongs(load(wrapped, "EC"), issued);
    }

    @Test
    void aFormThatTheKeyDoesNotHaveIsRefused() {
        IssuedCertificate ec = authority.issue(CertificateRequest.named("c"));
        assertThatThrownBy(() -> ec.keyPem(PemKeyForm.PKCS1))
                .hasMessage("PKCS#1 is a form of RSA keys; this key is EC.");
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThatThrownBy(() -> CertificateRequest.named(" "))
                .hasMessage("A certificate needs a common name.");
        assertThatThrownBy(
                        () ->
                                CertificateRequest.named("c")
                                        .withValidity(Instant.MAX, Instant.EPOCH))
                .hasMessageContaining("would end");
    }

    @Test
    void toStringShowsNoKey() {
        assertThat(authority.issue(CertificateRequest.named("c")).toString())
                .isEqualTo("IssuedCertificate[CN=c]");
    }

    private static X509Certificate parse(String pem) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] body(String pem, String label) {
        assertThat(pem)
                .startsWith("-----BEGIN " + label + "-----\n")
                .endsWith("\n-----END " + label + "-----\n");
        assertThat(pem.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
        return Base64.getMimeDecoder()
                .decode(
                        pem.lines()
                                .filter(line -> !line.startsWith("-"))
                                .reduce("", String::concat));
    }

    private static PrivateKey load(byte[] pkcs8, String algorithm) throws Exception {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The public key in the certificate accepts what the private key signs. */
    private static void assertBelongs(PrivateKey key, IssuedCertificate issued) throws Exception {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(issued.certificate());
        signature.update(text);
        assertThatCode(() -> assertThat(signature.verify(signed)).isTrue())
                .doesNotThrowAnyException();
    }
}
