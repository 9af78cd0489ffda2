// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes the DER encoding (ITU-T X.690) of the few ASN.1 types that X.509 certificates and private
 * keys need. The JDK has no public API that makes certificates, and a crypto library for this alone
 * would weigh more than the module.
 */
final class Der {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... members) {
        return tagged(0x30, members);
    }

    static byte[] set(byte[]... members) {
        return tagged(0x31, members);
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] bool(boolean value) {
        return tagged(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] octetString(byte[] value) {
        return tagged(0x04, value);
    }

    /** A bit string whose last {@code unused} bits don't count. */
    static byte[] bitString(int unused, byte[] value) {
        return tagged(0x03, new byte[] {(byte) unused}, value);
    }

    static byte[] utf8String(String value) {
        return tagged(0x0c, value.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 5280, 4.1.2.5: UTCTime up to 2049, GeneralizedTime from 2050. */
    static byte[] time(Instant instant) {
        boolean utc = instant.atZone(ZoneOffset.UTC).getYear() < 2050;
        String text = (utc ? UTC_TIME : GENERALIZED_TIME).format(instant);
        return tagged(utc ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A constructed context-specific tag, as {@code [number] EXPLICIT}. */
    static byte[] explicit(int number, byte[]... members) {
        return tagged(0xa0 | number, members);
    }

    /** A primitive context-specific tag, as {@code [number] IMPLICIT} of a string type. */
    static byte[] implicit(int number, byte[] value) {
        return tagged(0x80 | number, value);
    }

    /** An object identifier from its dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeBase128(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            writeBase128(out, Long.parseLong(arcs[i]));
        }
        return tagged(0x06, out.toByteArray());
    }

    static byte[] nullValue() {
        return tagged(0x05);
    }

    private static void writeBase128(ByteArrayOutputStream out, long value) {
        int shift = 0;
        while (value >>> (shift + 7) != 0) {
            shift += 7;
        }
        for (; shift > 0; shift -= 7) {
            out.write((int) (value >>> shift & 0x7f | 0x80));
        }
        out.write((int) (value & 0x7f));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int start = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | digits.length - start);
            out.write(digits, start, digits.length - start);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
