// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks an instance for rows of partitions of a table.
 *
 * @param queryId the persistent query that keeps the table
 * @param plan the fingerprint of the query's plan: rows of another have other columns
 * @param standby whether a copy will do that is at most {@code mostBehind} records behind
 * @param keys in the encoding of {@link TableCodec}; null for all rows
 * @param paged whether all rows may come in several answers; instances of before couldn't
 * @param after the key of the last row that was read of the first partition; null to begin there
 * @param start of that row's window; 0 for keys without one
 * @param most how many rows are enough; negative where that isn't known
 */
record RowsRequest(
        String queryId,
        int plan,
        boolean standby,
        long mostBehind,
        List<Integer> partitions,
        @Nullable List<byte[]> keys,
        boolean paged,
        byte @Nullable [] after,
        long start,
        long most) {
    private static final int STANDBY = 1;
    private static final int KEYS = 2;
    private static final int PAGED = 4;
    private static final int AFTER = 8;

    byte[] encode() {
        var out = new TransferOutput();
        out.writeText(queryId);
        out.writeLittleEndian(plan, Integer.BYTES);
        out.writeByte(
                (standby ? STANDBY : 0)
                        | (keys == null ? 0 : KEYS)
                        | (paged ? PAGED : 0)
                        | (after == null ? 0 : AFTER));
        if (standby) {
            out.writeVarint(mostBehind);
        }
        out.writeVarint(partitions.size());
        partitions.forEach(out::writeVarint);
        if (keys != null) {
            out.writeVarint(keys.size());
            keys.forEach(out::writeBytes);
        }
        if (paged) {
            out.writeZigzag(most);
        }
        if (after != null) {
            out.writeBytes(after);
            out.writeZigzag(start);
        }
        return out.toByteArray();
    }

    /**
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no request
     */
    static RowsRequest decode(byte[] bytes) {
        var in = new TransferInput(bytes);
        var queryId = in.readText();
        int plan = (int) in.readLittleEndian(Integer.BYTES);
        int flags = in.readByte();
        boolean standby = (flags & STANDBY) != 0;
        long mostBehind = standby ? in.readVarint() : 0;
        var partitions = new ArrayList<Integer>();
        for (int rest = in.readCount(); rest > 0; rest--) {
            partitions.add((int) in.readVarint());
        }
        List<byte[]> keys = null;
        if ((flags & KEYS) != 0) {
            keys = new ArrayList<>();
            for (int rest = in.readCount(); rest > 0; rest--) {
                keys.add(in.readBytes());
            }
        }
        boolean paged = (flags & PAGED) != 0;
        long most = paged ? in.readZigzag() : -1;
        var after = (flags & AFTER) != 0 ? in.readBytes() : null;
        long start = after == null ? 0 : in.readZigzag();
        return new RowsRequest(
                queryId, plan, standby, mostBehind, partitions, keys, paged, after, start, most);
    }
}
