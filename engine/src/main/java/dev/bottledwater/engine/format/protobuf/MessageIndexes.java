// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import java.util.ArrayList;
import java.util.List;

/**
 * Which message of its schema a record holds, behind the header of a schema registry: the number of
 * indexes and the indexes, all as zigzag varints, from the file's messages inwards. The first
 * message, which is nearly always the only one, is a single zero.
 */
final class MessageIndexes {
    private static final int DEEPEST = 32;

    /** The indexes of the first message of a schema. */
    static final List<Integer> FIRST = List.of(0);

    private MessageIndexes() {}

    /**
     * @throws dev.bottledwater.engine.format.RowFormatException for what can't be indexes
     */
    static List<Integer> read(ProtoInput in) {
        long count = in.readZigzag();
        if (count == 0) {
            return FIRST;
        }
        if (count < 0 || count > DEEPEST) {
            throw in.damaged();
        }
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            long index = in.readZigzag();
            if (index != (int) index) {
                throw in.damaged();
            }
            indexes.add((int) index);
        }
        return indexes;
    }

    static void write(ProtoOutput out, List<Integer> indexes) {
        if (indexes.equals(FIRST)) {
            out.writeVarint(0);
            return;
        }
        out.writeZigzag(indexes.size());
        indexes.forEach(out::writeZigzag);
    }
}
