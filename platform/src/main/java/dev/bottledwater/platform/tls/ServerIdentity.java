// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import org.jspecify.annotations.Nullable;

import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;

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
        @Nullable MaterialFiles<ServerIdentity> files,
        @Nullable ClientTrust clients) {
    /** Stores insist on one; this one never leaves the memory. */
    private static final String UNUSED = "unused";

    /**
     * Returns an identity of PEM material.
     *
     * @param chain the server's own certificate first
     */
    public static ServerIdentity of(Certificates chain, ClientKey key) {
        return new ServerIdentity(
                StoreFile.inMemory(
                        store ->
                                store.setKeyEntry(
                                        "server",
                                        key.privateKey(),
                                        UNUSED.toCharArray(),
                                        chain.certificates().toArray(Certificate[]::new))),
                UNUSED,
                null,
                null);
    }

    /**
     * Takes what a key store has.
     *
     * @throws TlsMaterialException if it can't be read, or has no key that the password opens
     */
    public static ServerIdentity ofStore(StoreFile file, String keyPassword) {
        KeyStore keys =
                file.read(
                        store -> {
                            boolean any = false;
                            for (var alias : Collections.list(store.aliases())) {
                                any |= store.getKey(alias, keyPassword.toCharArray()) != null;
                            }
                            if (!any) {
                                throw file.without(
                                        "private key",
                                        "Put the key of the server into it, with its certificate.");
                            }
                        });
        return new ServerIdentity(keys, keyPassword, null, null);
    }

    /** The same identity, which is renewed by files. */
    public ServerIdentity from(MaterialFiles<ServerIdentity> source) {
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
