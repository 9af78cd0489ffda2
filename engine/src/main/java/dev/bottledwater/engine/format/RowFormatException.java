// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes that don't hold the row that a topic's columns promise, or a row that can't be written. The
 * message is one sentence for the processing log and holds no data of the record.
 */
public final class RowFormatException extends SerializationException {
    public RowFormatException(String message) {
        super(message);
    }
}
