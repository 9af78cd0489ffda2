// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import org.jspecify.annotations.Nullable;

import java.security.KeyStore;

/**
 * Whose certificates clients of a port may show.
 *
 * @param authorities that have signed them, in memory; not to be changed
 * @param required whether a client must show one; else one that shows none is served too
 * @param files what it was read from, and is renewed by; null where it is text of a variable
 */
public record ClientTrust(
        KeyStore authorities, boolean required, @Nullable MaterialFiles<ClientTrust> files) {

    /** Trusts what these authorities have signed. */
    public static ClientTrust of(Certificates authorities, boolean required) {
        return new ClientTrust(
                StoreFile.inMemory(
                        store -> {
                            int number = 0;
                            for (var certificate : authorities.certificates()) {
                                store.setCertificateEntry("authority-" + number++, certificate);
                            }
                        }),
                required,
                null);
    }

    /**
     * Trusts what a trust store has.
     *
     * @throws TlsMaterialException if it can't be read, or has no certificate
     */
    public static ClientTrust ofStore(StoreFile file, boolean required) {
        KeyStore authorities =
                file.read(
                        store -> {
                            if (store.size() == 0) {
                                throw file.without(
                                        "certificate",
                                        "Put the certificates of the authorities into it that have signed those of clients.");
                            }
                        });
        return new ClientTrust(authorities, required, null);
    }

    /** The same trust, which is renewed by files. */
    public ClientTrust from(MaterialFiles<ClientTrust> source) {
        return new ClientTrust(authorities, required, source);
    }
}
