// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A record to feed or to expect (conformance format, sections 5 and 6).
 *
 * @param key JSON null for no key
 * @param value JSON null for a tombstone
 * @param timestamp milliseconds; null: 0 for an input, anything for an output
 * @param window the window of the key, null for a key without one
 */
public record CaseRecord(
        String topic,
        JsonNode key,
        JsonNode value,
        @Nullable Long timestamp,
        @Nullable CaseWindow window,
        List<CaseHeader> headers) {
    public CaseRecord {
        headers = List.copyOf(headers);
    }

    /** The same record with another value. */
    public CaseRecord withValue(JsonNode other) {
        return new CaseRecord(topic, key, other, timestamp, window, headers);
    }
}
