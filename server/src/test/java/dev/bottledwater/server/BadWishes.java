// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static dev.bottledwater.server.BadRequest.EDITOR;
import static dev.bottledwater.server.BadRequest.VIEWER;
import static dev.bottledwater.server.BadRequest.base64;
import static dev.bottledwater.server.BadRequest.get;
import static dev.bottledwater.server.BadRequest.latin1;
import static dev.bottledwater.server.BadRequest.post;

import dev.bottledwater.server.BadRequest.Request;

import java.util.List;
import java.util.stream.Stream;

/** Requests for what isn't there, or isn't the sender's to ask for. */
final class BadWishes {
    private static final String SHOW = "{\"ksql\":\"SHOW STREAMS;\"}";

    private BadWishes() {}

    static Stream<BadRequest> all() {
        return Stream.of(sources(), credentials(), endpoints(), registry(), internals())
                .flatMap(s -> s);
    }

    private static Stream<BadRequest> sources() {
        return Stream.of(
                new BadRequest(
                        "an unknown source",
                        post("/query", "{\"ksql\":\"SELECT * FROM NOSUCH EMIT CHANGES;\"}"),
                        400,
                        "\"error_code\":40001",
                        "NOSUCH does not exist."),
                new BadRequest(
                        "an unknown source to describe",
                        post("/ksql", "{\"ksql\":\"DESCRIBE NOSUCH;\"}"),
                        400,
                        "Could not find STREAM/TABLE 'NOSUCH' in the Metastore"),
                new BadRequest(
                        "an unknown column",
                        post("/query", "{\"ksql\":\"SELECT NOSUCH FROM ORDERS EMIT CHANGES;\"}"),
                        400,
                        "SELECT column 'NOSUCH' cannot be resolved."),
                new BadRequest(
                        "an unknown topic",
                        post("/query-stream", "{\"sql\":\"PRINT 'nosuch';\"}"),
                        400,
                        "Could not find topic 'nosuch'"),
                new BadRequest(
                        "an unknown query",
                        post("/close-query", "{\"queryId\":\"nosuch\"}"),
                        400,
                        "No query with id nosuch"),
                new BadRequest(
                        "an unknown command",
                        get("/status/stream/NOSUCH/create"),
                        404,
                        "\"error_code\":40400"),
                new BadRequest("an unknown path", get("/nosuch"), 404, "Not Found"),
                new BadRequest(
                        "an unknown property",
                        post(
                                "/ksql",
                                "{\"ksql\":\"SHOW STREAMS;\",\"streamsProperties\":{\"nosuch.prop\":\"1\"}}"),
                        500,
                        "Not recognizable as ksql, streams, consumer, or producer property"),
                new BadRequest(
                        "a denied property",
                        post(
                                "/ksql",
                                "{\"ksql\":\"SHOW STREAMS;\",\"streamsProperties\":{\"ksql.service.id\":\"1\"}}"),
                        400,
                        "prohibited by the KSQL server"),
                new BadRequest(
                        "a property of the deny list",
                        post(
                                "/ksql",
                                "{\"ksql\":\"SHOW STREAMS;\",\"streamsProperties\":{\"num.stream.threads\":2}}"),
                        400,
                        "prohibited by the KSQL server",
                        "[num.stream.threads]"),
                new BadRequest(
                        "a property of the deny list that is set",
                        post("/ksql", "{\"ksql\":\"SET 'ksql.streams.num.stream.threads'='2';\"}"),
                        400,
                        "prohibited by the KSQL server"),
                new BadRequest(
                        "a property of the deny list that is asked for",
                        get("/is_valid_property/ksql.streams.num.stream.threads"),
                        400,
                        "prohibited by the KSQL server"),
                new BadRequest(
                        "more pull queries than the server starts",
                        post("/query", "{\"ksql\":\"SELECT * FROM ORDERS;\"}"),
                        429,
                        "Retry-After",
                        "\"error_code\":42900",
                        "at most 0 pull queries a second"),
                new BadRequest(
                        "a property's name that isn't asked for rightly",
                        get("/is_valid_property/%zz"),
                        400,
                        ""));
    }

    private static Stream<BadRequest> credentials() {
        return Stream.of(
                new BadRequest(
                        "no credentials", post("/ksql", SHOW).as(""), 401, "WWW-Authenticate"),
                new BadRequest(
                        "a wrong password",
                        post("/ksql", SHOW).as("Authorization: Basic " + base64("ed:nope")),
                        401,
                        "\"error_code\":40100"),
                new BadRequest(
                        "no base64",
                        post("/ksql", SHOW).as("Authorization: Basic ***"),
                        401,
                        "\"error_code\":40100"),
                new BadRequest(
                        "another scheme",
                        post("/ksql", SHOW).as("Authorization: Bearer abc"),
                        401,
                        "\"error_code\":40100"),
                new BadRequest(
                        "a viewer that changes",
                        post("/ksql", "{\"ksql\":\"DROP STREAM ORDERS;\"}").as(VIEWER),
                        403,
                        "\"error_code\":40300"),
                new BadRequest(
                        "a viewer that inserts",
                        post("/inserts-stream", "{\"target\":\"ORDERS\"}\n").as(VIEWER),
                        403,
                        "\"error_code\":40300"),
                new BadRequest(
                        "an editor that changes the system",
                        post("/ksql", "{\"ksql\":\"ALTER SYSTEM 'a'='b';\"}"),
                        403,
                        "\"error_code\":40300"),
                new BadRequest(
                        "an editor that ends the cluster",
                        post("/ksql/terminate", "{}"),
                        403,
                        "\"error_code\":40300"));
    }

    private static Stream<BadRequest> endpoints() {
        return Stream.of(
                new BadRequest(
                        "a query at /ksql",
                        post("/ksql", "{\"ksql\":\"SELECT * FROM ORDERS EMIT CHANGES;\"}"),
                        400,
                        "\"error_code\":40002"),
                new BadRequest(
                        "a statement at /query",
                        post("/query", "{\"ksql\":\"SHOW STREAMS;\"}"),
                        400,
                        "not supported for this resource"),
                new BadRequest(
                        "two queries",
                        post(
                                "/query-stream",
                                "{\"sql\":\"SELECT ID FROM ORDERS EMIT CHANGES; SELECT ID FROM ORDERS EMIT CHANGES;\"}"),
                        400,
                        "Expected exactly one KSQL statement; found 2 instead"),
                new BadRequest(
                        "another method",
                        new Request("PUT /ksql", List.of(EDITOR), latin1(SHOW)),
                        404,
                        "Not Found"),
                new BadRequest(
                        "an unknown method",
                        new Request("BREW /ksql", List.of(EDITOR), new byte[0]),
                        404,
                        "Not Found"),
                new BadRequest(
                        "no WebSocket",
                        get("/ws/query?request=%7B%7D"),
                        426,
                        "\"error_code\":42600"),
                new BadRequest("Connect's routes", get("/connectors"), 404, "--only"));
    }

    private static Stream<BadRequest> registry() {
        return Stream.of(
                new BadRequest(
                        "a schema registry that is down",
                        post(
                                "/ksql",
                                "{\"ksql\":\"CREATE STREAM A WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='AVRO');\"}"),
                        400,
                        "can't be reached: the connection was refused"));
    }

    private static Stream<BadRequest> internals() {
        return Stream.of(
                new BadRequest(
                        "reading the catalog",
                        post("/query-stream", "{\"sql\":\"PRINT '_bottled-water-bad-catalog';\"}"),
                        400,
                        "is internal"),
                new BadRequest(
                        "a stream over the catalog",
                        post(
                                "/ksql",
                                "{\"ksql\":\"CREATE STREAM C (A VARCHAR) WITH (KAFKA_TOPIC='_bottled-water-bad-catalog', VALUE_FORMAT='JSON');\"}"),
                        400,
                        "'_bottled-water-bad-catalog'"),
                new BadRequest(
                        "a query into the catalog",
                        post(
                                "/ksql",
                                "{\"ksql\":\"CREATE STREAM C WITH (KAFKA_TOPIC='_bottled-water-bad-catalog') AS SELECT * FROM ORDERS;\"}"),
                        400,
                        "'_bottled-water-bad-catalog'"));
    }
}
