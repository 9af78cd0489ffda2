// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

class ErrorAnswersTest {
    private static final String INSERT = "INSERT INTO t (a) VALUES (1);";

    @Test
    void theMessageIsPartOfTheOther() {
        assertThat(ErrorAnswers.mismatches(expected("no such", 400), answer(), INSERT)).isEmpty();
        assertThat(ErrorAnswers.mismatches(expected("No such", 400), answer(), INSERT))
                .isNotEmpty();
    }

    @Test
    void theStatusIsTheSame() {
        assertThat(ErrorAnswers.mismatches(expected("no such", 500), answer(), INSERT))
                .isNotEmpty();
    }

    @Test
    void valuesAreMasked() {
        var expected = expected("no such", 400).put("type", "x.KsqlStatementErrorMessage");

        assertThat(ErrorAnswers.mismatches(expected, answer(), INSERT)).isEmpty();
        assertThat(ErrorAnswers.mismatches(expected, answer(), "INSERT INTO u (a) VALUES (1);"))
                .isNotEmpty();
    }

    @Test
    void aRefusalThatNothingExpectsIsOne() {
        assertThat(ErrorAnswers.mismatches(null, answer(), INSERT)).isNotEmpty();
    }

    private static ObjectNode expected(String message, int status) {
        return JsonNodeFactory.instance.objectNode().put("message", message).put("status", status);
    }

    private static RestApi.Answer answer() {
        JsonNode body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("@type", "statement_error")
                        .put("message", "there is no such thing")
                        .put("statementText", "INSERT INTO `T` (`A`) VALUES ('[value]');");
        return new RestApi.Answer(400, body);
    }
}
