// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts and authenticates pieces with AES-256-GCM, under keys that are derived (HKDF, RFC 5869)
 * from the app's secret and the topic's name: whoever may read or write the topic can neither read
 * what is said nor say something. Thread-safe.
 *
 * <p>NIST allows 2^32 records with random nonces of 96 bits under one key (SP 800-38D, 8.3): 136
 * years of one a second, 99 days of 500. That is no cliff: until then a nonce has come twice with a
 * chance of 1 in 2^33, after ten years of 500 a second with one of 1 in 6 million. One that does
 * would let who reads the topic tell two pieces' difference and forge others. A new first secret
 * begins anew.
 */
public final class Seal {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] context;
    private final List<SecretKey> keys;

    private Seal(byte[] context, List<SecretKey> keys) {
        this.context = context;
        this.keys = List.copyOf(keys);
    }

    /**
     * @param secrets the first seals, all open: an old secret goes on opening while peers change to
     *     a new one; at least one
     * @param topic whose records they are for
     */
    public static Seal of(List<String> secrets, String topic) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a secret is needed");
        }
        var context = ("bottled-water peers 1 " + topic).getBytes(StandardCharsets.UTF_8);
        var keys = new ArrayList<SecretKey>();
        try {
            var derivation = KDF.getInstance("HKDF-SHA256");
            for (var secret : secrets) {
                keys.add(
                        derivation.deriveKey(
                                "AES",
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                        .thenExpand(context, 32)));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF-SHA256", e);
        }
        return new Seal(context, keys);
    }

    /**
     * A piece that was opened.
     *
     * @param key which of the secrets had sealed it
     */
    public record Opened(Piece piece, int key) {}

    /** Seals with the first secret. */
    public byte[] close(Piece piece) {
        return close(piece, 0);
    }

    /**
     * @param key the secret's place in the list, so that an answer is sealed as its question was
     */
    public byte[] close(Piece piece, int key) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(key), nonce).doFinal(piece.encode());
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    /** The piece in the bytes; empty when no peer with one of the secrets has sealed them. */
    public Optional<Opened> open(byte[] bytes) {
        if (bytes.length <= 1 + NONCE || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var nonce = new byte[NONCE];
        System.arraycopy(bytes, 1, nonce, 0, NONCE);
        for (int key = 0; key < keys.size(); key++) {
            try {
                var opened =
                        cipher(Cipher.DECRYPT_MODE, keys.get(key), nonce)
                                .doFinal(bytes, 1 + NONCE, bytes.length - 1 - NONCE);
                return Optional.of(new Opened(Piece.decode(opened), key));
            } catch (AEADBadTagException _) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has AES/GCM", e);
            }
        }
        return Optional.empty();
    }

    private Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
