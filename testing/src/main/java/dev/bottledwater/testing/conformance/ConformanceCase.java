// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One case: a node of a file in one format and one configuration (conformance format, section 3).
 *
 * @param file the file's name without {@code .json}
 * @param name the whole name: file, node, format and property
 * @param skipReason why it isn't run, null when it is
 * @param statements the script, usually one statement per element
 * @param properties session properties of every statement and query
 * @param exactNumbers whether fractions in JSON output are compared with their scale
 * @param topics topics that are there before the first statement
 * @param failure how the case must fail, null when it must not
 */
public record ConformanceCase(
        String file,
        String name,
        @Nullable String skipReason,
        List<String> statements,
        Map<String, String> properties,
        boolean exactNumbers,
        List<CaseTopic> topics,
        List<CaseRecord> inputs,
        List<CaseRecord> outputs,
        @Nullable ExpectedFailure failure,
        ExpectedState state) {
    public ConformanceCase {
        statements = List.copyOf(statements);
        properties = Map.copyOf(properties);
        topics = List.copyOf(topics);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The same case with another expectation. */
    public ConformanceCase expecting(
            List<CaseRecord> otherOutputs,
            @Nullable ExpectedFailure otherFailure,
            ExpectedState otherState) {
        return new ConformanceCase(
                file,
                name,
                skipReason,
                statements,
                properties,
                exactNumbers,
                topics,
                inputs,
                otherOutputs,
                otherFailure,
                otherState);
    }
}
