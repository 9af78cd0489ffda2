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
 */
record RowsRequest(
        String queryId,
        int plan,
        boolean standby,
        long mostBehind,
        List<Integer> partitions,
        @Nullable List<byte[]> keys) {

    byte[] encode() {
        var out = new TransferOutput();
        out.writeText(queryId);
        out.writeLittleEndian(plan, Integer.BYTES);
        out.writeByte((standby ? 1 : 0) | (keys == null ? 0 : 2));
        if (standby) {
            out.writeVarint(mostBehind);
        }
        out.writeVarint(partitions.size());
        partitions.forEach(out::writeVarint);
        if (keys != null) {
            out.writeVarint(keys.size());
            keys.forEach(out::writeBytes);
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
        boolean standby = (flags & 1) != 0;
        long mostBehind = standby ? in.readVarint() : 0;
        var partitions = new ArrayList<Integer>();
        for (int rest = in.readCount(); rest > 0; rest--) {
            partitions.add((int) in.readVarint());
        }
        List<byte[]> keys = null;
        if ((flags & 2) != 0) {
            keys = new ArrayList<>();
            for (int rest = in.readCount(); rest > 0; rest--) {
                keys.add(in.readBytes());
            }
        }
        return new RowsRequest(queryId, plan, standby, mostBehind, partitions, keys);
    }
}
