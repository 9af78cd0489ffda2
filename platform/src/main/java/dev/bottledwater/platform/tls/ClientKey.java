// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * A client's private key, of whatever PEM kind it came in, as PKCS#8, the only kind that Kafka's
 * PEM stores take.
 */
public final class ClientKey {
    private static final String WHAT = "a private key without a passphrase";

    private final String variable;
    private final PrivateKey key;

    private ClientKey(String variable, PrivateKey key) {
        this.variable = variable;
        this.key = key;
    }

    /**
     * Reads the one private key in the text: PKCS#8, PKCS#1 (RSA) or SEC1 (EC).
     *
     * @param variable the config var's name, for messages
     * @throws TlsMaterialException if there is none, or it is encrypted or can't be read
     */
    public static ClientKey read(String variable, String text) {
        List<PemBlock> blocks = PemBlock.readAll(variable, text, WHAT);
        PemBlock block =
                blocks.stream()
                        .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
                        .findFirst()
                        .orElseThrow(() -> noKey(variable, blocks));
        if (block.encrypted()) {
            throw new TlsMaterialException(
                    variable,
                    "The private key in "
                            + variable
                            + " is encrypted, and there is no passphrase to open it.",
                    "Store the key without a passphrase: openssl pkey -in KEY.pem -out PLAIN.pem.");
        }
        byte[] pkcs8 =
                switch (block.label()) {
                    case "PRIVATE KEY" -> block.der();
                    case "RSA PRIVATE KEY" -> Pkcs8.ofPkcs1(block.der());
                    case "EC PRIVATE KEY" -> sec1(variable, block, blocks);
                    default ->
                            throw new TlsMaterialException(
                                    variable,
                                    variable
                                            + " holds "
                                            + block.label()
                                            + ", a kind of key that can't be used.",
                                    "Use an RSA or EC key: openssl pkey -in KEY.pem writes PKCS#8.");
                };
        return new ClientKey(variable, decode(variable, pkcs8));
    }

    private static byte[] sec1(String variable, PemBlock key, List<PemBlock> blocks) {
        Optional<byte[]> parameters =
                blocks.stream()
                        .filter(block -> block.label().equals("EC PARAMETERS"))
                        .map(PemBlock::der)
                        .findFirst();
        return Pkcs8.ofSec1(key.der(), parameters.orElse(new byte[0]))
                .orElseThrow(() -> unreadable(variable));
    }

    private static PrivateKey decode(String variable, byte[] pkcs8) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException otherKind) {
                // The kind stands inside the encoding; the next factory may know it.
                continue;
            }
        }
        throw unreadable(variable);
    }

    private static TlsMaterialException unreadable(String variable) {
        return new TlsMaterialException(
                variable,
                "The private key in "
                        + variable
                        + " can't be read: it is neither an RSA nor an EC key.",
                PemBlock.remedy(WHAT));
    }

    private static TlsMaterialException noKey(String variable, List<PemBlock> blocks) {
        boolean certificate =
                blocks.stream().anyMatch(block -> block.label().equals("CERTIFICATE"));
        return certificate
                ? new TlsMaterialException(
                        variable,
                        variable + " holds a certificate where its private key belongs.",
                        "Check that the certificate and its key aren't swapped.")
                : new TlsMaterialException(
                        variable,
                        variable + " holds PEM text but no private key.",
                        PemBlock.remedy(WHAT));
    }

    /**
     * Checks that this is the key of the first certificate, by signing with one and verifying with
     * the other.
     *
     * @throws TlsMaterialException if it is another certificate's key
     */
    public void requireMatch(Certificates client) {
        if (!signsFor(client.firstPublicKey())) {
            throw new TlsMaterialException(
                    variable,
                    "The private key in "
                            + variable
                            + " doesn't belong to the certificate in "
                            + client.variable()
                            + ".",
                    "Set both from the same pair; heroku kafka:credentials --reset issues a new one.");
        }
    }

    private boolean signsFor(PublicKey publicKey) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(challenge);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(challenge);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKindOfKey) {
            return false;
        }
    }

    /** Returns the key. It is the secret itself. */
    public PrivateKey privateKey() {
        return key;
    }

    /** Returns clean PEM text, PKCS#8. It is the secret itself. */
    public String toPem() {
        return PemBlock.write("PRIVATE KEY", key.getEncoded());
    }

    @Override
    public String toString() {
        return "ClientKey[" + variable + "]";
    }
}
