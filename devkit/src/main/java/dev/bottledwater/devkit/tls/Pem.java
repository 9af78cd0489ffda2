// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;

/** PEM texts (RFC 7468), with a newline at the end. */
final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String text(String label, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(label, LINES.encodeToString(der), label)
                .replace("\r\n", "\n");
    }

    static String key(PrivateKey key, PemKeyForm form) {
        return switch (form) {
            case PKCS8 -> text("PRIVATE KEY", key.getEncoded());
            case PKCS1 -> text("RSA PRIVATE KEY", pkcs1(key));
            case SEC1 -> text("EC PRIVATE KEY", sec1(key));
        };
    }

    private static byte[] pkcs1(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new IllegalArgumentException(
                    "PKCS#1 is a form of RSA keys; this key is " + key.getAlgorithm() + ".");
        }
        return Der.sequence(
                Der.integer(0),
                Der.integer(rsa.getModulus()),
                Der.integer(rsa.getPublicExponent()),
                Der.integer(rsa.getPrivateExponent()),
                Der.integer(rsa.getPrimeP()),
                Der.integer(rsa.getPrimeQ()),
                Der.integer(rsa.getPrimeExponentP()),
                Der.integer(rsa.getPrimeExponentQ()),
                Der.integer(rsa.getCrtCoefficient()));
    }

    private static byte[] sec1(PrivateKey key) {
        if (!(key instanceof ECPrivateKey ec)) {
            throw new IllegalArgumentException(
                    "SEC1 is a form of EC keys; this key is " + key.getAlgorithm() + ".");
        }
        return Der.sequence(
                Der.integer(1),
                Der.octetString(unsigned(ec.getS(), 32)),
                Der.explicit(0, Der.oid("1.2.840.10045.3.1.7")));
    }

    /** The big-endian octets of {@code value}, padded with zeros to {@code length}. */
    private static byte[] unsigned(BigInteger value, int length) {
        byte[] octets = value.toByteArray();
        byte[] padded = new byte[length];
        int count = Math.min(octets.length, length);
        System.arraycopy(octets, octets.length - count, padded, length - count, count);
        return padded;
    }
}
