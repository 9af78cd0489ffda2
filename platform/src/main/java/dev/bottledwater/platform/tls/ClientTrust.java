// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * Whose certificates clients of a port may show.
 *
 * @param authorities that have signed them, in memory; not to be changed
 * @param required whether a client must show one; else one that shows none is served too
 */
public record ClientTrust(KeyStore authorities, boolean required) {

    /** Trusts what these authorities have signed. */
    public static ClientTrust of(Certificates authorities, boolean required) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (var certificate : authorities.certificates()) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            return new ClientTrust(store, required);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("An empty key store can't be filled", impossible);
        }
    }

    /**
     * Trusts what a trust store has.
     *
     * @param variable the config var that names the file, for messages
     * @param type such as {@code JKS} or {@code PKCS12}
     * @throws TlsMaterialException if it can't be read, or has no certificate
     */
    public static ClientTrust ofStore(
            String variable, Path file, String type, String password, boolean required) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password.toCharArray());
            if (store.size() > 0) {
                return new ClientTrust(store, required);
            }
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new TlsMaterialException(
                    variable,
                    "The trust store '%s' can't be read as %s: %s."
                            .formatted(file, type, unreadable.getMessage()),
                    "Set KSQL_SSL_TRUSTSTORE_LOCATION, KSQL_SSL_TRUSTSTORE_PASSWORD and, for other stores than"
                            + " JKS, KSQL_SSL_TRUSTSTORE_TYPE.");
        }
        throw new TlsMaterialException(
                variable,
                "The trust store '%s' is empty.".formatted(file),
                "Put the certificates of the authorities into it that have signed those of clients.");
    }
}
