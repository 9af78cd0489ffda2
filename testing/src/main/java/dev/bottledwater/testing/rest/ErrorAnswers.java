// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Mismatch.Kind;
import dev.bottledwater.testing.verdict.Tier;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a refusal is the expected one (conformance format, section 11.3). */
final class ErrorAnswers {
    private static final Pattern INSERT = Pattern.compile("(?i)\\s*INSERT\\b");
    private static final Pattern VALUES = Pattern.compile("(?is)\\bVALUES\\b.*");

    private ErrorAnswers() {}

    /**
     * What is wrong with a refusal.
     *
     * @param expected null when there must be none
     * @param lastStatement the last statement of the case
     */
    static List<Mismatch> mismatches(
            @Nullable JsonNode expected, RestApi.Answer answer, String lastStatement) {
        if (expected == null) {
            return List.of(
                    new Mismatch(
                            Tier.BEHAVIOUR,
                            Kind.REFUSED,
                            "refused",
                            "no such failure",
                            answer.body().path("message").asText()));
        }
        var body = answer.body();
        var message = body.path("message").asText();
        if (expected.has("status") && expected.get("status").asInt() != answer.status()) {
            return wrong(
                    "status", expected.get("status").asText(), answer.status() + ": " + message);
        }
        if (expected.has("message") && !message.contains(expected.get("message").asText())) {
            return wrong("message", expected.get("message").asText(), message);
        }
        var type = expected.path("type").asText();
        if (type.endsWith("KsqlStatementErrorMessage")) {
            if (!body.path("@type").asText().equals("statement_error")) {
                return wrong("type of error", "statement_error", Json.line(body));
            }
            var text = body.path("statementText").asText();
            if (!comparable(text).contains(comparable(lastStatement))) {
                return wrong("statementText", lastStatement, text);
            }
        }
        return List.of();
    }

    /** In errors INSERT VALUES is written anew, with quoted names and masked values. */
    private static String comparable(String statement) {
        if (!INSERT.matcher(statement).lookingAt()) {
            return statement.strip();
        }
        return VALUES.matcher(statement)
                .replaceFirst("")
                .replace("`", "")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    private static List<Mismatch> wrong(String what, String expected, String actual) {
        return List.of(new Mismatch(Tier.MESSAGE, Kind.MESSAGE, what, expected, actual));
    }
}
