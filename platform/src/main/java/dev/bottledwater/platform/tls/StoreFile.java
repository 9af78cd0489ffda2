// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * The file of a key store.
 *
 * @param what it is to users: {@code key store} or {@code trust store}
 * @param variables what the names of the config vars that tell of it begin with, such as {@code
 *     KSQL_SSL_KEYSTORE}
 * @param type such as {@code JKS} or {@code PKCS12}
 */
public record StoreFile(String what, String variables, Path path, String type, String password) {

    /** Reads from or writes to a key store. */
    @FunctionalInterface
    interface Use {
        void with(KeyStore store) throws GeneralSecurityException;
    }

    /**
     * Reads it.
     *
     * @param check throws where it doesn't hold what it should
     * @throws TlsMaterialException if it can't be read, or fails the check
     */
    KeyStore read(Use check) {
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password.toCharArray());
            check.with(store);
            return store;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new TlsMaterialException(
                    location(),
                    "The %s '%s' can't be read as %s: %s."
                            .formatted(what, path, type, unreadable.getMessage()),
                    "Set %1$s_LOCATION, %1$s_PASSWORD and, for other stores than JKS, %1$s_TYPE."
                            .formatted(variables));
        }
    }

    /** Of a store that can be read. */
    TlsMaterialException without(String missing, String remedy) {
        return new TlsMaterialException(
                location(), "The %s '%s' holds no %s.".formatted(what, path, missing), remedy);
    }

    private String location() {
        return variables + "_LOCATION";
    }

    /** A new store that lives in memory only. */
    static KeyStore inMemory(Use filling) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.with(store);
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("An empty key store can't be filled", impossible);
        }
    }

    /** Not its password. */
    @Override
    public String toString() {
        return "StoreFile[%s, %s]".formatted(path, type);
    }
}
