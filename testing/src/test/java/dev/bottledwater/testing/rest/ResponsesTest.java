// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.Json;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ResponsesTest {
    private static final String ROWS =
            "{\"query\":[{\"header\":{\"queryId\":\"query_1\",\"schema\":\"`A` INTEGER\"}},"
                    + "{\"row\":{\"columns\":[1]}},{\"row\":{\"columns\":[2.50]}}]}";

    @Test
    void rowsMayComeInAnyOrderAndObjectsMayHaveMore() throws IOException {
        assertThat(
                        differences(
                                "{'query':[{'header':{'schema':'`A` INTEGER'}},{'row':{'columns':[2.50]}},{'row':{'columns':[1]}}]}",
                                ROWS,
                                false))
                .isEmpty();
    }

    @Test
    void theOrderCountsWhereACaseSaysSo() throws IOException {
        assertThat(
                        differences(
                                "{'query':[{'header':{}},{'row':{'columns':[2.50]}},{'row':{'columns':[1]}}]}",
                                ROWS,
                                true))
                .contains("columns");
    }

    @Test
    void anotherScaleIsAnotherNumber() throws IOException {
        assertThat(
                        differences(
                                "{'query':[{'header':{}},{'row':{'columns':[2.5]}},{'row':{'columns':[1]}}]}",
                                ROWS,
                                false))
                .contains("response 0, columns: expected [2.5]");
    }

    @Test
    void oneRowCannotStandForTwo() throws IOException {
        assertThat(
                        differences(
                                "{'query':[{'header':{}},{'row':{'columns':[1]}},{'row':{'columns':[1]}}]}",
                                ROWS,
                                false))
                .contains("expected [1] but was [[2.50]]");
    }

    @Test
    void theNumberOfRowsMustBeRight() throws IOException {
        assertThat(differences("{'query':[{'header':{}}]}", ROWS, false))
                .contains("number of rows");
    }

    @Test
    void membersMayHaveAnOperator() throws IOException {
        var starts = "{'query':[{'header':{'queryId|starts_with':'%s'}},{'row':{}},{'row':{}}]}";

        assertThat(differences(starts.formatted("query"), ROWS, false)).isEmpty();
        assertThat(differences(starts.formatted("push"), ROWS, false)).contains("queryId");
    }

    @Test
    void aNumberWithAnExponentIsAWholeOne() throws IOException {
        assertThat(
                        differences(
                                "{'query':[{'row':{'columns':[10000000000]}}]}",
                                "{\"query\":[{\"row\":{\"columns\":[1.0E10]}}]}",
                                false))
                .isEmpty();
    }

    @Test
    void aMissingResponseIsOne() throws IOException {
        assertThat(new Responses(false).mismatches(List.of(json("{'admin':{}}")), List.of()))
                .isNotEmpty();
    }

    private static String differences(String expected, String actual, boolean ordered)
            throws IOException {
        return new Responses(ordered)
                .mismatches(List.of(json(expected)), List.of((ObjectNode) json(actual))).stream()
                        .findFirst()
                        .map(Object::toString)
                        .orElse("");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
