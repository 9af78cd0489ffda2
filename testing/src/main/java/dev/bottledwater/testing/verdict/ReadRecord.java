// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.testing.conformance.CaseHeader;
import dev.bottledwater.testing.conformance.CaseWindow;
import dev.bottledwater.testing.execution.LoggedRecord;
import dev.bottledwater.testing.record.OutputValues;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * A record of a topic as its source's formats read it.
 *
 * @param key what {@link OutputValues#read} gives
 * @param value null for a tombstone
 * @param window null for a key without one
 */
public record ReadRecord(
        @Nullable Object key,
        @Nullable Object value,
        long timestamp,
        @Nullable CaseWindow window,
        List<CaseHeader> headers) {
    public ReadRecord {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a record.
     *
     * @param source the source on its topic
     * @throws UnreadableOutputException when its bytes aren't in the source's formats
     */
    public static ReadRecord of(LoggedRecord record, Source source, OutputValues values) {
        var headers = new ArrayList<CaseHeader>();
        record.headers().forEach(h -> headers.add(CaseHeader.of(h.key(), h.value())));
        var keyBytes = record.key();
        var window = source.window();
        CaseWindow keyWindow = null;
        if (keyBytes != null && window != null) {
            boolean session = window.type() == KeyWindow.Type.SESSION;
            int inner = keyBytes.length - (session ? 2 : 1) * Long.BYTES;
            if (inner < 0) {
                throw new UnreadableOutputException(
                        "A windowed key has only %d bytes".formatted(keyBytes.length));
            }
            var bounds = ByteBuffer.wrap(keyBytes, inner, keyBytes.length - inner);
            long first = bounds.getLong();
            keyWindow =
                    session
                            ? new CaseWindow(bounds.getLong(), first, true)
                            : new CaseWindow(first, first + window.size().orElse(0L), false);
            keyBytes = Arrays.copyOf(keyBytes, inner);
        }
        return new ReadRecord(
                values.read(keyBytes, source.keyFormat(), source.schema().key()),
                values.read(record.value(), source.valueFormat(), source.schema().value()),
                record.timestamp(),
                keyWindow,
                headers);
    }

    /** The record as test files write it; no member for a window or headers that it hasn't. */
    public ObjectNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.set("key", OutputValues.json(key));
        node.set("value", OutputValues.json(value));
        node.put("timestamp", timestamp);
        if (window != null) {
            node.putObject("window")
                    .put("start", window.start())
                    .put("end", window.end())
                    .put("type", window.session() ? "session" : "time");
        }
        if (!headers.isEmpty()) {
            var list = node.putArray("headers");
            for (var header : headers) {
                list.addObject().put("KEY", header.key()).put("VALUE", header.base64());
            }
        }
        return node;
    }

    @Override
    public String toString() {
        var text =
                new StringJoiner(", ")
                        .add("key " + key)
                        .add("value " + value)
                        .add("timestamp " + timestamp);
        if (window != null) {
            text.add(window.toString());
        }
        if (!headers.isEmpty()) {
            text.add("headers " + headers);
        }
        return text.toString();
    }
}
