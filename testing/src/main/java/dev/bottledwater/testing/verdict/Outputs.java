// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.execution.CaseRun;
import dev.bottledwater.testing.execution.LoggedRecord;
import dev.bottledwater.testing.record.Matching;
import dev.bottledwater.testing.record.OutputValues;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;
import dev.bottledwater.testing.verdict.Mismatch.Kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether topics hold the expected records (conformance format, section 6).
 *
 * @param expected of all topics
 * @param withoutInputs whether nothing was fed: then an expected time of 0 may be any
 * @param exactNumbers whether fractions in JSON are compared with their scale
 * @param sources finds the source on a topic
 * @param records gives the records of a topic
 * @param reported gives what the processing log got
 */
public record Outputs(
        List<CaseRecord> expected,
        boolean withoutInputs,
        boolean exactNumbers,
        SchemaRegistry registry,
        Function<String, Optional<Source>> sources,
        Function<String, List<LoggedRecord>> records,
        Supplier<List<String>> reported) {

    static Outputs of(ConformanceCase testCase, CaseRun run) {
        return new Outputs(
                testCase.outputs(),
                testCase.inputs().isEmpty(),
                testCase.exactNumbers(),
                run.registry(),
                run::sourceOn,
                run::records,
                run::reported);
    }

    /** The first difference, if there is one. */
    public List<Mismatch> mismatches() {
        var byTopic = new LinkedHashMap<String, List<CaseRecord>>();
        for (var output : expected) {
            byTopic.computeIfAbsent(output.topic(), _ -> new ArrayList<>()).add(output);
        }
        var values = new OutputValues(exactNumbers, registry);
        for (var topic : byTopic.entrySet()) {
            var found = topic(topic.getKey(), topic.getValue(), values);
            if (found.isPresent()) {
                return List.of(found.get());
            }
        }
        return List.of();
    }

    private Optional<Mismatch> topic(String topic, List<CaseRecord> expected, OutputValues values) {
        var source = sources.apply(topic);
        if (source.isEmpty()) {
            return wrong(Kind.RECORD, "topic " + topic, "a stream or table on it", "none");
        }
        var actual = records.apply(topic);
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
        var log = reported.get();
        return wrong(
                Kind.COUNT,
                "number of records of " + topic,
                String.valueOf(expected.size()),
                actual.size() + (log.isEmpty() ? "" : " (reported: " + log.getFirst() + ")"));
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
        boolean anyTime = timestamp == null || (withoutInputs && timestamp == 0);
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
