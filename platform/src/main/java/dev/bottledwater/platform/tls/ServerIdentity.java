// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/**
 * The certificate that a port is served with, and its key.
 *
 * @param keyStore holds them, in memory; not to be changed
 * @param keyPassword of the key in the store
 * @param files what it was read from, and is renewed by; null where it is text of a variable
 * @param clients whose certificates clients may show; null where they aren't asked for any
 */
public record ServerIdentity(
        KeyStore keyStore,
        String keyPassword,
        @Nullable IdentityFiles files,
        @Nullable ClientTrust clients) {
    /** Stores insist on one; this one never leaves the memory. */
    private static final String UNUSED = "unused";

    /**
     * Returns an identity of PEM material.
     *
     * @param chain the server's own certificate first
     */
    public static ServerIdentity of(Certificates chain, ClientKey key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    key.privateKey(),
                    UNUSED.toCharArray(),
                    chain.certificates().toArray(Certificate[]::new));
            return new ServerIdentity(store, UNUSED, null, null);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("An empty key store can't be filled", impossible);
        }
    }

    /**
     * Reads a key store.
     *
     * @param variable the config var that names the file, for messages
     * @param type such as {@code JKS} or {@code PKCS12}
     * @throws TlsMaterialException if it can't be read
     */
    public static ServerIdentity ofStore(
            String variable, Path file, String type, String storePassword, String keyPassword) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, storePassword.toCharArray());
            return new ServerIdentity(store, keyPassword, null, null);
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new TlsMaterialException(
                    variable,
                    "The key store '%s' can't be read as %s: %s."
                            .formatted(file, type, unreadable.getMessage()),
                    "Set KSQL_SSL_KEYSTORE_LOCATION, KSQL_SSL_KEYSTORE_PASSWORD and, for other stores than JKS,"
                            + " KSQL_SSL_KEYSTORE_TYPE.");
        }
    }

    /** The same identity, which is renewed by files. */
    public ServerIdentity from(IdentityFiles source) {
        return new ServerIdentity(keyStore, keyPassword, source, clients);
    }

    /** The same identity, for a port whose clients show certificates. */
    public ServerIdentity asking(ClientTrust trust) {
        return new ServerIdentity(keyStore, keyPassword, files, trust);
    }

    /** Nothing of what it holds. */
    @Override
    public String toString() {
        return "ServerIdentity[…]";
    }
}
