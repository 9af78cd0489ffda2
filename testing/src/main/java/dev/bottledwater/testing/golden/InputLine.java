// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.CaseReader;
import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.execution.LiveSession;
import dev.bottledwater.testing.execution.LoggedRecord;
import dev.bottledwater.testing.record.UnwritableInputException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The lines of {@code in:} blocks. */
final class InputLine {
    private InputLine() {}

    /**
     * The record of a line. A member {@code keyText} or {@code valueText} holds the bytes as text,
     * {@code keyBase64} or {@code valueBase64} as base64: for records that aren't in the topic's
     * format.
     *
     * @throws IllegalArgumentException when the line isn't one JSON object
     * @throws UnwritableInputException when no source reads the topic, or its formats can't hold
     *     the record
     */
    static LoggedRecord record(String topic, String line, LiveSession session) {
        try {
            if (!(Json.read(line.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode node)) {
                throw new IllegalArgumentException("A record must be a JSON object, not: " + line);
            }
            var record = session.encode(CaseReader.record(node.put("topic", topic)));
            return new LoggedRecord(
                    raw(node, "key").orElse(record.key()),
                    raw(node, "value").orElse(record.value()),
                    record.timestamp(),
                    record.headers());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A record must be JSON on one line, not: " + line, e);
        }
    }

    @SuppressWarnings("NullAway") // an Optional of a type without nulls
    private static Optional<byte[]> raw(ObjectNode node, String side) {
        if (node.hasNonNull(side + "Text")) {
            return Optional.of(node.get(side + "Text").asText().getBytes(StandardCharsets.UTF_8));
        }
        return node.hasNonNull(side + "Base64")
                ? Optional.of(Base64.getDecoder().decode(node.get(side + "Base64").asText()))
                : Optional.empty();
    }
}
