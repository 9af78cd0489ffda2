// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority that lives in memory and issues X.509 version 3 certificates (RFC 5280)
 * to servers and clients. It issues what it is asked for: certificates that have expired, that
 * aren't valid yet or that name no host are as easy as good ones.
 *
 * {@snippet :
 * TestCertificates authority = TestCertificates.authority("Test CA");
 * IssuedCertificate client = authority.issue(CertificateRequest.named("u7k2p9"));
 * String trusted = authority.certificatePem();
 * String key = client.keyPem(PemKeyForm.PKCS8);
 * }
 */
public final class TestCertificates {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final IssuedCertificate own;

    private TestCertificates(IssuedCertificate own) {
        this.own = own;
    }

    /** A new authority with a P-256 key, valid for 30 days. */
    public static TestCertificates authority(String commonName) {
        return authority(CertificateRequest.named(commonName));
    }

    /** A new authority; the host names of the request are ignored. */
    public static TestCertificates authority(CertificateRequest request) {
        KeyPair pair = newKeyPair(request.keyKind());
        byte[] extensions =
                Der.sequence(
                        // basicConstraints: CA
                        extension("2.5.29.19", true, Der.sequence(Der.bool(true))),
                        // keyUsage: keyCertSign, cRLSign
                        extension("2.5.29.15", true, Der.bitString(1, new byte[] {0x06})));
        X509Certificate certificate =
                certificate(
                        request,
                        pair.getPublic(),
                        name(request.commonName()),
                        pair.getPrivate(),
                        extensions);
        return new TestCertificates(new IssuedCertificate(certificate, pair.getPrivate()));
    }

    /** Makes a key pair and a certificate for it, signed by this authority. */
    public IssuedCertificate issue(CertificateRequest request) {
        KeyPair pair = newKeyPair(request.keyKind());
        byte[] issuer = own.certificate().getSubjectX500Principal().getEncoded();
        X509Certificate certificate =
                certificate(
                        request,
                        pair.getPublic(),
                        issuer,
                        own.privateKey(),
                        alternativeNames(request));
        return new IssuedCertificate(certificate, pair.getPrivate());
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /** The authority's own certificate as PEM, with a newline at the end. */
    public String certificatePem() {
        return own.certificatePem();
    }

    private static KeyPair newKeyPair(KeyKind kind) {
        try {
            return switch (kind) {
                case RSA_2048 -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                    yield generator.generateKeyPair();
                }
                case EC_P256 -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                    yield generator.generateKeyPair();
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't make a key pair of " + kind + ".", e);
        }
    }

    private static X509Certificate certificate(
            CertificateRequest request,
            PublicKey subjectKey,
            byte[] issuer,
            PrivateKey issuerKey,
            byte[] extensions) {
        boolean rsa = issuerKey.getAlgorithm().equals("RSA");
        byte[] algorithm =
                rsa
                        ? Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.nullValue())
                        : Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
        List<byte[]> members = new ArrayList<>();
        members.add(Der.explicit(0, Der.integer(2)));
        // RFC 5280, 4.1.2.2: positive, at most 20 octets
        members.add(Der.integer(new BigInteger(120, RANDOM).add(BigInteger.ONE)));
        members.add(algorithm);
        members.add(issuer);
        members.add(Der.sequence(Der.time(request.notBefore()), Der.time(request.notAfter())));
        members.add(name(request.commonName()));
        members.add(subjectKey.getEncoded());
        if (extensions.length > 0) {
            members.add(Der.explicit(3, extensions));
        }
        byte[] content = Der.sequence(members.toArray(byte[][]::new));
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(issuerKey);
            signature.update(content);
            byte[] der = Der.sequence(content, algorithm, Der.bitString(0, signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The certificate of " + request.commonName() + " could not be made.", e);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8String(commonName))));
    }

    /** The extensions of a server's or client's certificate; empty if it names no host. */
    private static byte[] alternativeNames(CertificateRequest request) {
        List<byte[]> names = new ArrayList<>();
        for (String dnsName : request.dnsNames()) {
            names.add(Der.implicit(2, dnsName.getBytes(StandardCharsets.US_ASCII)));
        }
        for (String address : request.ipAddresses()) {
            names.add(Der.implicit(7, octets(address)));
        }
        if (names.isEmpty()) {
            return new byte[0];
        }
        return Der.sequence(
                extension("2.5.29.17", false, Der.sequence(names.toArray(byte[][]::new))));
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + address + "' is not an IP address.", e);
        }
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octetString(value))
                : Der.sequence(Der.oid(oid), Der.octetString(value));
    }
}
