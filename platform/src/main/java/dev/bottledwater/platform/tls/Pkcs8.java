// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Puts older kinds of private keys into the PKCS#8 envelope (RFC 5208): version, algorithm, key
 * bytes; all in DER.
 */
final class Pkcs8 {
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;

    /** The tag [0] of SEC1's ECPrivateKey, which holds the curve (RFC 5915). */
    private static final int CURVE = 0xa0;

    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");

    /** SEQUENCE { OID 1.2.840.113549.1.1.1 (rsaEncryption), NULL }. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** OID 1.2.840.10045.2.1 (id-ecPublicKey). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Pkcs8() {}

    /** Wraps an RSA key (PKCS#1, {@code BEGIN RSA PRIVATE KEY}). */
    static byte[] ofPkcs1(byte[] key) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, key));
    }

    /**
     * Wraps an EC key (SEC1, {@code BEGIN EC PRIVATE KEY}).
     *
     * @param parameters the curve from a block {@code EC PARAMETERS}, for keys that don't name it;
     *     may be empty
     * @return empty where the key isn't of that form, or nothing names the curve
     */
    static Optional<byte[]> ofSec1(byte[] key, byte[] parameters) {
        byte[] curve = curve(key).orElse(parameters);
        if (curve.length == 0 || curve[0] != OBJECT_IDENTIFIER) {
            return Optional.empty();
        }
        return Optional.of(
                element(
                        SEQUENCE,
                        VERSION_0,
                        element(SEQUENCE, EC, curve),
                        element(OCTET_STRING, key)));
    }

    private static Optional<byte[]> curve(byte[] key) {
        Element outer = Element.at(key, 0);
        if (outer == null || outer.tag != SEQUENCE) {
            return Optional.empty();
        }
        int position = outer.start;
        while (position < outer.end) {
            Element inner = Element.at(key, position);
            if (inner == null) {
                return Optional.empty();
            }
            if (inner.tag == CURVE) {
                return Optional.of(Arrays.copyOfRange(key, inner.start, inner.end));
            }
            position = inner.end;
        }
        return Optional.empty();
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else {
            int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            element.write(0x80 | octets);
            for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
                element.write(length >> shift);
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /** Where an element's content lies within an array. */
    private record Element(int tag, int start, int end) {

        /** Returns the element that begins at a position; null where the bytes aren't DER. */
        static @Nullable Element at(byte[] bytes, int position) {
            if (position + 2 > bytes.length) {
                return null;
            }
            int length = bytes[position + 1] & 0xff;
            int start = position + 2;
            if (length >= 0x80) {
                int octets = length & 0x7f;
                if (octets < 1 || octets > 3 || start + octets > bytes.length) {
                    return null;
                }
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | bytes[start++] & 0xff;
                }
            }
            return start + length > bytes.length
                    ? null
                    : new Element(bytes[position] & 0xff, start, start + length);
        }
    }
}
