// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.testing.conformance.CaseHeader;
import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.CaseWindow;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.execution.CaseRun;
import dev.bottledwater.testing.execution.LoggedRecord;
import dev.bottledwater.testing.record.Matching;
import dev.bottledwater.testing.record.OutputValues;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;
import dev.bottledwater.testing.verdict.Mismatch.Kind;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Whether the topics hold the expected records (conformance format, section 6). */
final class Outputs {
    private final ConformanceCase testCase;
    private final CaseRun run;
    private final OutputValues values;

    private Outputs(ConformanceCase testCase, CaseRun run) {
        this.testCase = testCase;
        this.run = run;
        this.values = new OutputValues(testCase.exactNumbers(), run.registry());
    }

    /** The first difference, if there is one. */
    static List<Mismatch> mismatches(ConformanceCase testCase, CaseRun run) {
        var byTopic = new LinkedHashMap<String, List<CaseRecord>>();
        for (var output : testCase.outputs()) {
            byTopic.computeIfAbsent(output.topic(), _ -> new ArrayList<>()).add(output);
        }
        var outputs = new Outputs(testCase, run);
        for (var topic : byTopic.entrySet()) {
            var found = outputs.topic(topic.getKey(), topic.getValue());
            if (found.isPresent()) {
                return List.of(found.get());
            }
        }
        return List.of();
    }

    private Optional<Mismatch> topic(String topic, List<CaseRecord> expected) {
        var source = run.sourceOn(topic);
        if (source.isEmpty()) {
            return wrong(Kind.RECORD, "topic " + topic, "a stream or table on it", "none");
        }
        var actual = run.records(topic);
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            try {
                var found =
                        compare(
                                "record %d of %s".formatted(i, topic),
                                expected.get(i),
                                read(actual.get(i), source.get()));
                if (found.isPresent()) {
                    return found;
                }
            } catch (UnreadableOutputException e) {
                return wrong(
                        Kind.RECORD,
                        "record %d of %s".formatted(i, topic),
                        text(expected.get(i)),
                        String.valueOf(e.getMessage()));
            }
        }
        if (expected.size() == actual.size()) {
            return Optional.empty();
        }
        var reported = run.reported();
        return wrong(
                Kind.COUNT,
                "number of records of " + topic,
                String.valueOf(expected.size()),
                actual.size()
                        + (reported.isEmpty() ? "" : " (reported: " + reported.getFirst() + ")"));
    }

    /** A record as it was read. */
    private record Read(
            @Nullable Object key,
            @Nullable Object value,
            long timestamp,
            @Nullable CaseWindow window,
            List<CaseHeader> headers) {
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

    private Read read(LoggedRecord record, Source source) {
        var headers = new ArrayList<CaseHeader>();
        record.headers().forEach(h -> headers.add(new CaseHeader(h.key(), h.value())));
        var keyBytes = record.key();
        var window = source.window();
        CaseWindow keyWindow = null;
        if (keyBytes != null && window != null) {
            boolean session = window.type() == KeyWindow.Type.SESSION;
            int inner = keyBytes.length - (session ? 2 : 1) * Long.BYTES;
            if (inner < 0) {
                throw new IllegalStateException("a windowed key of %d bytes".formatted(inner));
            }
            var bounds = ByteBuffer.wrap(keyBytes, inner, keyBytes.length - inner);
            long first = bounds.getLong();
            keyWindow =
                    session
                            ? new CaseWindow(bounds.getLong(), first, true)
                            : new CaseWindow(first, first + window.size().orElse(0L), false);
            keyBytes = Arrays.copyOf(keyBytes, inner);
        }
        return new Read(
                values.read(keyBytes, source.keyFormat(), source.schema().key()),
                values.read(record.value(), source.valueFormat(), source.schema().value()),
                record.timestamp(),
                keyWindow,
                headers);
    }

    private Optional<Mismatch> compare(String what, CaseRecord expected, Read actual) {
        var part = differentPart(expected, actual);
        return part.isEmpty()
                ? Optional.empty()
                : wrong(Kind.RECORD, what + ", " + part, text(expected), actual.toString());
    }

    private String differentPart(CaseRecord expected, Read actual) {
        if (!java.util.Objects.equals(expected.window(), actual.window())) {
            return "window";
        }
        var key = Matching.difference(expected.key(), actual.key());
        if (key.isPresent()) {
            return "key" + key.get();
        }
        var value = Matching.difference(expected.value(), actual.value());
        if (value.isPresent()) {
            return "value" + value.get();
        }
        var timestamp = expected.timestamp();
        boolean anyTime = timestamp == null || (testCase.inputs().isEmpty() && timestamp == 0);
        if (!anyTime && timestamp != null && timestamp != actual.timestamp()) {
            return "timestamp";
        }
        return expected.headers().equals(actual.headers()) ? "" : "headers";
    }

    private static String text(CaseRecord record) {
        var text = new StringJoiner(", ").add("key " + record.key()).add("value " + record.value());
        if (record.timestamp() != null) {
            text.add("timestamp " + record.timestamp());
        }
        if (record.window() != null) {
            text.add(record.window().toString());
        }
        if (!record.headers().isEmpty()) {
            text.add("headers " + record.headers());
        }
        return text.toString();
    }

    private static Optional<Mismatch> wrong(
            Kind kind, String what, String expected, String actual) {
        return Optional.of(new Mismatch(Tier.BEHAVIOUR, kind, what, expected, actual));
    }
}
