// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

/** The forms in which a private key may stand in a PEM text (none of them encrypted). */
public enum PemKeyForm {
    /** {@code BEGIN PRIVATE KEY}, for every kind of key (RFC 5208). */
    PKCS8,
    /** {@code BEGIN RSA PRIVATE KEY}, for RSA keys only (RFC 8017, A.1.2). */
    PKCS1,
    /** {@code BEGIN EC PRIVATE KEY}, for elliptic curve keys only (RFC 5915). */
    SEC1
}
