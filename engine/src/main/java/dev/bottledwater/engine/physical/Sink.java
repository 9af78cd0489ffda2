// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.TimestampColumn;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Where a persistent query writes.
 *
 * @param name name of the step, which is the sink's name
 * @param topic logical topic
 * @param schema layout of the rows: that of the root step, under the sink's column names
 * @param window the window that the keys carry, null if none
 * @param timestamp the column that gives a record its time; null: the row's own time
 */
public record Sink(
        String name,
        String topic,
        RowSchema schema,
        FormatSpec keyFormat,
        FormatSpec valueFormat,
        @Nullable KeyWindow window,
        @Nullable TimestampColumn timestamp) {
    public Sink {
        Objects.requireNonNull(name);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(keyFormat);
        Objects.requireNonNull(valueFormat);
    }
}
