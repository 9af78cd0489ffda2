// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static dev.bottledwater.server.BadRequest.EDITOR;
import static dev.bottledwater.server.BadRequest.get;
import static dev.bottledwater.server.BadRequest.latin1;
import static dev.bottledwater.server.BadRequest.post;

import dev.bottledwater.server.BadRequest.Request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Requests that can't be read as what they should be. */
final class BadDocuments {
    private static final String SHOW = "{\"ksql\":\"SHOW STREAMS;\"}";
    private static final String JSON_ERROR =
            "{\"@type\":\"generic_error\",\"error_code\":40000,\"message\":\"Invalid JSON in request: ";

    private BadDocuments() {}

    static Stream<BadRequest> all() {
        return Stream.of(documents(), mediaTypes(), sizes(), inserts()).flatMap(s -> s);
    }

    private static Stream<BadRequest> documents() {
        return Stream.of(
                new BadRequest(
                        "unknown fields are passed over",
                        post("/ksql", "{\"ksql\":\"SHOW TYPES;\",\"nosuchfield\":{\"a\":[1]}}"),
                        200,
                        "\"type_list\""),
                new BadRequest("a missing statement", post("/ksql", "{\"foo\":1}"), 200, "[]"),
                new BadRequest(
                        "an object for a text",
                        post("/ksql", "{\"ksql\":{\"a\":1}}"),
                        400,
                        JSON_ERROR,
                        "\"hint\":\"POST /ksql takes"),
                new BadRequest(
                        "a list for properties",
                        post("/ksql", "{\"ksql\":\"SHOW STREAMS;\",\"streamsProperties\":[1]}"),
                        400,
                        JSON_ERROR),
                new BadRequest(
                        "a text for a number",
                        post(
                                "/ksql",
                                "{\"ksql\":\"SHOW STREAMS;\",\"commandSequenceNumber\":\"x\"}"),
                        400,
                        JSON_ERROR),
                new BadRequest(
                        "an object for a variable",
                        post(
                                "/ksql",
                                "{\"ksql\":\"SHOW STREAMS;\",\"sessionVariables\":{\"a\":{}}}"),
                        400,
                        JSON_ERROR),
                new BadRequest("no JSON", post("/ksql", "not json"), 400, JSON_ERROR, "'not'"),
                new BadRequest(
                        "half a document", post("/ksql", "{\"ksql\":\"SHOW"), 400, JSON_ERROR),
                new BadRequest("a list", post("/ksql", "[]"), 400, JSON_ERROR),
                new BadRequest("nothing", post("/query", ""), 400, JSON_ERROR),
                new BadRequest("null", post("/query-stream", "null"), 400, JSON_ERROR),
                new BadRequest(
                        "a field of the other endpoint",
                        post("/query-stream", "{\"ksql\":\"SELECT 1;\"}"),
                        400,
                        JSON_ERROR,
                        "'sql'"),
                new BadRequest(
                        "bytes that aren't UTF-8",
                        post("/ksql", latin1("{\"ksql\":\"SHOW \u00ff\u00fe STREAMS;\"}")),
                        400,
                        JSON_ERROR),
                new BadRequest(
                        "UTF-16",
                        post("/ksql", SHOW.getBytes(StandardCharsets.UTF_16BE)),
                        200,
                        "\"streams\""),
                new BadRequest(
                        "null bytes",
                        post("/ksql", new byte[] {0, 0, 0, 0, 1, 2, 3}),
                        400,
                        JSON_ERROR),
                new BadRequest(
                        "lists within lists",
                        post("/ksql", "{\"streamsProperties\":" + "{\"a\":".repeat(5000) + "1"),
                        400,
                        JSON_ERROR),
                new BadRequest(
                        "a number of a thousand digits",
                        post("/ksql", "{\"commandSequenceNumber\":" + "9".repeat(2000) + "}"),
                        400,
                        JSON_ERROR));
    }

    private static Stream<BadRequest> mediaTypes() {
        return Stream.of(
                new BadRequest(
                        "any type of request",
                        post("/ksql", SHOW).with("Content-Type: image/png"),
                        200,
                        "\"streams\""),
                new BadRequest(
                        "a type of answer that /query hasn't",
                        post("/query", "{\"ksql\":\"SELECT * FROM ORDERS;\"}")
                                .with("Accept: text/html"),
                        404,
                        "Not Found"),
                new BadRequest(
                        "PRINT as JSON",
                        post("/query-stream", "{\"sql\":\"PRINT 'orders';\"}")
                                .with("Accept: application/json"),
                        406,
                        "\"error_code\":40600"),
                new BadRequest(
                        "a garbled Accept",
                        post("/query-stream", "{\"sql\":\"SELECT * FROM ORDERS;\"}")
                                .with("Accept: ;;q=,/"),
                        404,
                        "Not Found"));
    }

    private static Stream<BadRequest> sizes() {
        return Stream.of(
                new BadRequest(
                        "a body that is too long",
                        post("/ksql", "{\"ksql\":\"" + "x".repeat(2 << 20) + "\"}"),
                        413,
                        "\"error_code\":41300",
                        "longer than the 1048576 bytes"),
                new BadRequest(
                        "a path that is too long",
                        get("/status/" + "x".repeat(20_000) + "/y/z"),
                        414,
                        "\"error_code\":41400"),
                new BadRequest(
                        "headers that are too long",
                        get("/info").with("X-Long: " + "x".repeat(20_000)),
                        431,
                        "\"error_code\":43100"),
                new BadRequest(
                        "a length that is none",
                        new Request(
                                "POST /ksql", List.of(EDITOR, "Content-Length: -5"), new byte[0]),
                        400,
                        "\"error_code\":40000"));
    }

    private static Stream<BadRequest> inserts() {
        return Stream.of(
                new BadRequest(
                        "rows without a target",
                        post("/inserts-stream", "{\"ID\":1}\n"),
                        400,
                        "the first line must be"),
                new BadRequest(
                        "rows for nothing",
                        post("/inserts-stream", "{\"target\":\"NOSUCH\"}\n{\"ID\":1}\n"),
                        400,
                        "NOSUCH"),
                new BadRequest(
                        "rows that don't fit",
                        post(
                                "/inserts-stream",
                                "{\"target\":\"ORDERS\"}\n{\"ID\":\"x\"}\n[]\nnonsense\n{\"NO\":1}\n{\"ID\":1}\n\u0000\u0000\u0000\u0001\n"),
                        200,
                        "\"status\":\"error\",\"seq\":0",
                        "a row is one object",
                        "Unrecognized token 'nonsense'",
                        "Column name `NO` does not exist",
                        "\"seq\":5"),
                new BadRequest(
                        "a target of null bytes",
                        post("/inserts-stream", new byte[] {0, 0, 0, 0, 1, 2}),
                        400,
                        "the first line must be"),
                new BadRequest(
                        "a line that is too long",
                        post("/inserts-stream", "{\"target\":\"" + "x".repeat(2 << 20)),
                        400,
                        "at most 1048576 bytes"));
    }
}
