// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.security.SecureRandom;

/** A random name of a message that no other has. */
public record MessageId(long high, long low) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static MessageId random() {
        return new MessageId(RANDOM.nextLong(), RANDOM.nextLong());
    }
}
