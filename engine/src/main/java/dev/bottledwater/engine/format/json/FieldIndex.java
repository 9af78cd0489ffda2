// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Finds names whatever their case, without making strings. Documents have the same few names again
 * and again, as the same strings, since the parser keeps them: what a name led to is remembered by
 * the hash that the string knows. Thread-safe.
 */
final class FieldIndex {
    private static final int PLACES = 4;

    /** An answer, for a name of the index or for one that isn't. */
    private record Answer(String name, int index) {}

    private final List<String> names;

    /**
     * Filled first come, first served, so that documents of ever new names cost no more than to
     * look for them. Threads may overwrite each other's answers, which are the same or are found
     * again.
     */
    private final @Nullable Answer[] answers;

    /** The index of a name is its place in the list. */
    FieldIndex(List<String> names) {
        this.names = List.copyOf(names);
        this.answers = new @Nullable Answer[Integer.highestOneBit(32 + names.size() * 8)];
    }

    /** The index of the name, else of the first that differs in case only, else -1. */
    int find(String name) {
        int mask = answers.length - 1;
        int hash = name.hashCode();
        int slot = (hash ^ (hash >>> 16)) & mask;
        for (int i = 0; i < PLACES; i++) {
            var answer = answers[slot];
            if (answer == null) {
                int index = search(name);
                answers[slot] = new Answer(name, index);
                return index;
            }
            if (answer.name().equals(name)) {
                return answer.index();
            }
            slot = (slot + 1) & mask;
        }
        return search(name);
    }

    private int search(String name) {
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }
}
