// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.stores;

/** How key and certificates are written for other tools. */
public enum StoreFormat {
    /** PKCS#12, which Java and most other tools read. */
    PKCS12("PKCS12", "p12"),
    /** Java's own old format, for tools that take no other. */
    JKS("JKS", "jks"),
    /**
     * Text without a password: key, certificate and authorities, apart and as Kafka's clients want
     * them.
     */
    PEM("PEM", "pem");

    private final String type;
    private final String extension;

    StoreFormat(String type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    /** Returns the type's name for {@link java.security.KeyStore} and Kafka's clients. */
    public String type() {
        return type;
    }

    String extension() {
        return extension;
    }

    /** Whether its files are protected by a password. */
    public boolean hasPassword() {
        return this != PEM;
    }
}
