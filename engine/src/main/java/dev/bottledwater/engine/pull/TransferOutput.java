// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.format.bytes.ByteOutput;

import java.nio.charset.StandardCharsets;

/** Requests for rows, and answers. */
final class TransferOutput extends ByteOutput {
    /** With their number in front. */
    void writeBytes(byte[] value) {
        writeVarint(value.length);
        writeRaw(value);
    }

    void writeText(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
        return size;
    }
}
