// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.execution.CaseRun;
import dev.bottledwater.testing.record.Matching;
import dev.bottledwater.testing.record.OutputValues;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;
import dev.bottledwater.testing.verdict.Mismatch.Kind;

import java.util.ArrayList;
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
                                ReadRecord.of(actual.get(i), source.get(), values));
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

    private Optional<Mismatch> compare(String what, CaseRecord expected, ReadRecord actual) {
        var part = differentPart(expected, actual);
        return part.isEmpty()
                ? Optional.empty()
                : wrong(Kind.RECORD, what + ", " + part, text(expected), actual.toString());
    }

    private String differentPart(CaseRecord expected, ReadRecord actual) {
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
