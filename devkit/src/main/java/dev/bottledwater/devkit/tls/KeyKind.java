// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.tls;

/** Kinds of key pairs that certificates are made for. */
public enum KeyKind {
    /** RSA with 2048 bits, what the platform issues to clients; slow to make (about 0.1–0.5 s). */
    RSA_2048,
    /** An elliptic curve key on NIST P-256; made in a millisecond. */
    EC_P256
}
