// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a column's value is read. A reader may leave null what isn't, and need not look at
 * its bytes; whether the value itself is null always counts.
 */
public sealed interface ValueUse {

    /** All of it. */
    ValueUse WHOLE = new Whole();

    /** Only whether it is null. */
    ValueUse PRESENCE = new Fields(new TreeMap<>());

    /** All of the value. */
    record Whole() implements ValueUse {}

    /**
     * Some fields of a struct, each as far as it is used itself.
     *
     * @param fields by their index in the struct
     */
    record Fields(SortedMap<Integer, ValueUse> fields) implements ValueUse {
        public Fields {
            fields = new TreeMap<>(fields);
        }
    }

    /** One field of a struct, used so far. */
    static ValueUse field(int index, ValueUse use) {
        return new Fields(new TreeMap<>(java.util.Map.of(index, use)));
    }

    /** What one or the other reads. */
    static ValueUse both(ValueUse one, ValueUse other) {
        if (one instanceof Fields(var some) && other instanceof Fields(var more)) {
            var all = new TreeMap<>(some);
            more.forEach((index, use) -> all.merge(index, use, ValueUse::both));
            return new Fields(all);
        }
        return WHOLE;
    }
}
