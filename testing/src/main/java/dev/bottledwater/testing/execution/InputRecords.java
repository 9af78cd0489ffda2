// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.record.InputBytes;
import dev.bottledwater.testing.record.UnwritableInputException;

import org.apache.kafka.common.header.internals.RecordHeaders;

import java.util.Optional;

/** Records of tests as they lie in topics, written as the source on their topic reads them. */
public final class InputRecords {
    private final InputBytes bytes;

    /**
     * @param registry where formats with schemas have them
     */
    public InputRecords(SchemaRegistry registry) {
        this.bytes = new InputBytes(registry);
    }

    /**
     * @throws UnwritableInputException when no source reads the topic, or its formats can't hold
     *     the record
     */
    public LoggedRecord record(CaseRecord input, Catalog catalog) {
        var source =
                sourceOn(input.topic(), catalog)
                        .orElseThrow(
                                () ->
                                        new UnwritableInputException(
                                                "No stream or table reads the topic "
                                                        + input.topic()));
        var headers = new RecordHeaders();
        input.headers().forEach(h -> headers.add(h.key(), h.value()));
        var timestamp = input.timestamp();
        return new LoggedRecord(
                bytes.key(input, source),
                bytes.value(input, source),
                timestamp == null ? 0 : timestamp,
                headers);
    }

    /** The first stream or table on a topic. */
    public static Optional<Source> sourceOn(String topic, Catalog catalog) {
        return catalog.sources().values().stream().filter(s -> s.topic().equals(topic)).findFirst();
    }
}
