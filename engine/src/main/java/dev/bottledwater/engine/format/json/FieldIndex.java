// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Finds names whatever their case, without making strings: open addressing over a hash of folded
 * characters.
 */
final class FieldIndex {
    private final @Nullable String[] names;
    private final int[] indexes;

    /** The index of a name is its place in the list. */
    FieldIndex(List<String> names) {
        int capacity = Integer.highestOneBit(Math.max(2, names.size() * 4));
        this.names = new @Nullable String[capacity];
        this.indexes = new int[capacity];
        for (int i = 0; i < names.size(); i++) {
            int slot = hash(names.get(i)) & (capacity - 1);
            while (this.names[slot] != null) {
                slot = (slot + 1) & (capacity - 1);
            }
            this.names[slot] = names.get(i);
            indexes[slot] = i;
        }
    }

    /** The index of the name, else of the first that differs in case only, else -1. */
    int find(String name) {
        int mask = names.length - 1;
        int found = -1;
        for (int slot = hash(name) & mask; ; slot = (slot + 1) & mask) {
            var candidate = names[slot];
            if (candidate == null) {
                return found;
            }
            if (candidate.equals(name)) {
                return indexes[slot];
            }
            if (found < 0 && candidate.equalsIgnoreCase(name)) {
                found = indexes[slot];
            }
        }
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // as String.equalsIgnoreCase folds
            hash =
                    31 * hash
                            + (c < 128
                                    ? c >= 'a' && c <= 'z' ? c - 32 : c
                                    : Character.toUpperCase(
                                            Character.toLowerCase(Character.toUpperCase(c))));
        }
        return hash ^ (hash >>> 16);
    }
}
