// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a topic: for each key a hash over it and its values in order, sorted. A few bytes
 * per key, so that what is kept of one run doesn't slow the next.
 */
final class Contents {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final long[] hashes;

    private Contents(long[] hashes) {
        this.hashes = hashes;
    }

    /** Collects the records of a topic. */
    static final class Builder {
        private final Map<ByteBuffer, long[]> byKey = new HashMap<>();

        void add(byte[] key, byte[] value) {
            var hash =
                    byKey.computeIfAbsent(
                            ByteBuffer.wrap(key), k -> new long[] {mix(BASIS, k.array())});
            hash[0] = mix(hash[0], value);
        }

        Contents build() {
            return new Contents(byKey.values().stream().mapToLong(h -> h[0]).sorted().toArray());
        }
    }

    private static long mix(long hash, byte[] bytes) {
        long mixed = (hash ^ bytes.length) * PRIME;
        for (byte b : bytes) {
            mixed = (mixed ^ (b & 0xff)) * PRIME;
        }
        return mixed;
    }

    int keys() {
        return hashes.length;
    }

    /** How the other differs; empty when every key has the same values in the same order. */
    Optional<String> differenceFrom(Contents other) {
        if (Arrays.equals(hashes, other.hashes)) {
            return Optional.empty();
        }
        long common =
                Arrays.stream(hashes)
                        .filter(h -> Arrays.binarySearch(other.hashes, h) >= 0)
                        .count();
        return Optional.of(
                "%,d keys beside %,d, of which %,d have the same values"
                        .formatted(keys(), other.keys(), common));
    }
}
