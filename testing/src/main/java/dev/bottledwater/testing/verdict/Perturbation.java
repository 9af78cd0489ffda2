// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.conformance.ExpectedFailure;
import dev.bottledwater.testing.conformance.ExpectedState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;

/** Makes one expectation of a case wrong, to see that the runner finds it. */
public final class Perturbation {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Perturbation() {}

    /** The case with one wrong expectation; empty for a case that expects nothing in particular. */
    public static Optional<ConformanceCase> of(ConformanceCase testCase) {
        var failure = testCase.failure();
        if (failure != null) {
            return Optional.of(
                    testCase.expecting(testCase.outputs(), other(failure), testCase.state()));
        }
        if (!testCase.outputs().isEmpty()) {
            var outputs = new ArrayList<>(testCase.outputs());
            int index = Math.floorMod(testCase.name().hashCode(), outputs.size());
            outputs.set(index, other(outputs.get(index)));
            return Optional.of(testCase.expecting(outputs, null, testCase.state()));
        }
        var state = testCase.state();
        for (int i = 0; i < state.sources().size(); i++) {
            var schema = state.sources().get(i).schema();
            if (schema != null) {
                var sources = new ArrayList<>(state.sources());
                sources.set(i, sources.get(i).withSchema(schema + ", NOT_THERE INT"));
                return Optional.of(
                        testCase.expecting(
                                testCase.outputs(),
                                null,
                                new ExpectedState(
                                        sources, state.forbiddenTopics(), state.topics())));
            }
        }
        return Optional.empty();
    }

    private static ExpectedFailure other(ExpectedFailure failure) {
        var message = failure.message();
        return message == null
                ? new ExpectedFailure("NoSuchException", null, null, null)
                : new ExpectedFailure(
                        failure.type(), message + "~", failure.cause(), failure.causeMessage());
    }

    private static CaseRecord other(CaseRecord record) {
        return record.withValue(other(record.value()));
    }

    /** The JSON with its first leaf changed. */
    public static JsonNode other(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                ObjectNode copy = value.deepCopy();
                if (copy.isEmpty()) {
                    copy.put("NOT_THERE", 1);
                } else {
                    var first = copy.fieldNames().next();
                    copy.set(first, other(copy.get(first)));
                }
                yield copy;
            }
            case ARRAY -> {
                ArrayNode copy = value.deepCopy();
                if (copy.isEmpty()) {
                    copy.add(1);
                } else {
                    copy.set(0, other(copy.get(0)));
                }
                yield copy;
            }
            case STRING -> NODES.textNode(value.textValue() + "~");
            case BOOLEAN -> NODES.booleanNode(!value.booleanValue());
            case NUMBER ->
                    value.isIntegralNumber()
                            ? NODES.numberNode(value.bigIntegerValue().not())
                            : NODES.numberNode(
                                    value.decimalValue().negate().subtract(BigDecimal.TEN));
            case NULL, MISSING, BINARY, POJO -> NODES.textNode("not there");
        };
    }
}
