// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * What a copy says of the record that it repeats: the topic's id and the record's offset in the
 * same partition. By it every reader can tell a copy that came too late, after a newer value, from
 * that value.
 */
final class CopyHeader {
    private static final String NAME = "bottled-water-copy-of";

    private CopyHeader() {}

    static Header of(Uuid topic, long origin) {
        return new RecordHeader(NAME, (topic + "/" + origin).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The offset of the original.
     *
     * @param offset of the record that has the headers
     * @return the record's own offset where it is no copy, or one that another topic's records were
     *     restored from
     */
    static long origin(Headers headers, Uuid topic, long offset) {
        @Nullable Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null) {
            return offset;
        }
        String text = new String(header.value(), StandardCharsets.US_ASCII);
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(0, slash).equals(topic.toString())) {
            return offset;
        }
        try {
            long origin = Long.parseLong(text.substring(slash + 1));
            return origin >= 0 && origin < offset ? origin : offset;
        } catch (NumberFormatException notOurs) {
            return offset;
        }
    }
}
