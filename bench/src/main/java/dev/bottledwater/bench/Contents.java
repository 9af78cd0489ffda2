// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The records of a topic: per key how many there are, and a hash over their values in order. */
final class Contents {
    private static final long PRIME = 0x100000001b3L;
    private final Map<ByteBuffer, Values> byKey = new HashMap<>();

    private static final class Values {
        private int count;
        private long hash = 0xcbf29ce484222325L;
        private byte[] last = {};
    }

    void add(byte[] key, byte[] value) {
        var values = byKey.computeIfAbsent(ByteBuffer.wrap(key), _ -> new Values());
        values.count++;
        for (byte b : value) {
            values.hash = (values.hash ^ (b & 0xff)) * PRIME;
        }
        values.hash = (values.hash ^ value.length) * PRIME;
        values.last = value;
    }

    int keys() {
        return byKey.size();
    }

    /** The first difference found; empty when every key has the same values in the same order. */
    Optional<String> differenceFrom(Contents other) {
        if (byKey.size() != other.byKey.size()) {
            return Optional.of(byKey.size() + " keys where the other has " + other.byKey.size());
        }
        for (var entry : byKey.entrySet()) {
            var mine = entry.getValue();
            var theirs = other.byKey.get(entry.getKey());
            if (theirs == null) {
                return Optional.of("the other lacks the key " + text(entry.getKey().array()));
            }
            if (mine.count != theirs.count || mine.hash != theirs.hash) {
                return Optional.of(
                        "key %s has %d values, the last %s, where the other has %d, the last %s"
                                .formatted(
                                        text(entry.getKey().array()),
                                        mine.count,
                                        text(mine.last),
                                        theirs.count,
                                        text(theirs.last)));
            }
        }
        return Optional.empty();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
