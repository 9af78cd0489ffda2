// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.type.StructValue;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;

/** Values of HEADERS and HEADER('name') columns. */
final class HeaderColumns {
    private HeaderColumns() {}

    static @Nullable Object value(ScanColumn.Header column, Headers headers) {
        if (!column.header().isEmpty()) {
            var last = headers.lastHeader(column.header());
            return last == null ? null : bytes(last.value());
        }
        var all = new ArrayList<@Nullable Object>();
        headers.forEach(h -> all.add(StructValue.of(h.key(), bytes(h.value()))));
        return all;
    }

    private static @Nullable ByteBuffer bytes(byte @Nullable [] value) {
        return value == null ? null : ByteBuffer.wrap(value);
    }
}
