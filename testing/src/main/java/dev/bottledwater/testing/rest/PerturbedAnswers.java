// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.verdict.Perturbation;

import java.util.Optional;

/** Makes one expectation of a case wrong, to see that the runner finds it. */
final class PerturbedAnswers {
    private PerturbedAnswers() {}

    /** The case with one wrong expectation; empty for a case that expects nothing in particular. */
    static Optional<RestCase> of(RestCase testCase) {
        ObjectNode node = testCase.node().deepCopy();
        boolean changed =
                node.path("expectedError") instanceof ObjectNode error
                        ? change(error)
                        : changeLast(node, "responses") || changeLast(node, "outputs");
        return changed
                ? Optional.of(new RestCase(testCase.file(), testCase.name(), node))
                : Optional.empty();
    }

    private static boolean change(ObjectNode error) {
        var member = error.has("message") ? "message" : "status";
        error.set(member, Perturbation.other(error.path(member)));
        return true;
    }

    private static boolean changeLast(ObjectNode node, String member) {
        if (node.path(member) instanceof ArrayNode array && !array.isEmpty()) {
            int last = array.size() - 1;
            array.set(last, Perturbation.other(array.get(last)));
            return true;
        }
        return false;
    }
}
