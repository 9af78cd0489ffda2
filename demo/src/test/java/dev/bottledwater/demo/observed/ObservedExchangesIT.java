// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.testing.rest.LiveServer;
import dev.bottledwater.testing.rest.LiveServerStarter;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the requests that were recorded with a real server to ours, one after the other, and
 * compares status, media type and body, but for what differs from run to run.
 */
class ObservedExchangesIT {
    private static final Pattern QUERY_ID = Pattern.compile("\"queryId\":\"(C[ST]AS_\\w+)\"");

    /** What differs, and why. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    "DESCRIBE FUNCTION UCASE;", "functions are described in words of our own",
                    "DESCRIBE FUNCTION SUM;", "functions are described in words of our own",
                    "SHOW CONNECTORS;",
                            "the recorded server had no Connect; ours says so otherwise",
                    "/inserts-stream", "ours takes rows over HTTP/1.1, too",
                    "/inserts-stream unknown target", "ours takes rows over HTTP/1.1, too",
                    "GET /status", "commands that change nothing are not in the catalog log",
                    "/query SHOW STREAMS;", "the recorded message names a class of the server",
                    "POST /query-stream", "the recorded message names a class of the server",
                    "DROP STREAM BIG DELETE TOPIC;", "the broker's plan lets nobody delete topics");

    /** Ids of persistent queries: the recorded ones, and ours. */
    private final Map<String, String> ids = new TreeMap<>();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void answersAsARealServer() throws Exception {
        var exchanges = Exchange.record();
        Assumptions.assumeFalse(exchanges.isEmpty(), "SKIPPED: no record beside the repository");
        var differences = new ArrayList<String>();
        try (var server =
                ServiceLoader.load(LiveServerStarter.class).findFirst().orElseThrow().start()) {
            for (var exchange : exchanges) {
                var found = repeat(exchange, server);
                if (!found.isEmpty() && !OTHERWISE.containsKey(exchange.title().strip())) {
                    differences.add(exchange.title() + ": " + found);
                }
                if (exchange.title().equals("INSERT VALUES")) {
                    insertOthers(server);
                }
                if (exchange.title().startsWith("CREATE STREAM ENRICHED")) {
                    awaitResults(server);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** The rows that the recorder inserted, too. */
    private void insertOthers(LiveServer server) throws Exception {
        var statements = new StringBuilder();
        for (int i = 1; i < 6; i++) {
            statements.append(
                    "INSERT INTO ORDERS (CUSTOMER,ID,AMOUNT,ITEM,ADDR,TAGS,ATTRS,D,T,TS,B) VALUES ('c%d',%d,%d.50,'item_%d',STRUCT(CITY:='Oslo',ZIP:=%d),ARRAY['a','b'],MAP('x':=%d),'2026-01-0%d','10:00:0%d','2026-01-0%dT10:00:00.123','YWJj');"
                            .formatted(i % 3, i, 10 + i, i, 100 + i, i, i + 1, i, i + 1));
        }
        for (int i = 0; i < 3; i++) {
            statements.append(
                    "INSERT INTO CUSTOMERS (CUSTOMER, REGION) VALUES ('c%d', 'r%d');"
                            .formatted(i, i));
        }
        send(server.url(), "/ksql", "{\"ksql\": \"%s\"}".formatted(statements));
    }

    private void awaitResults(LiveServer server) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (var query :
                List.of(
                        "SELECT COUNT(*) FROM BIG EMIT CHANGES LIMIT 5;",
                        "SELECT * FROM ENRICHED EMIT CHANGES LIMIT 6;",
                        "SELECT * FROM TOTALS EMIT CHANGES LIMIT 6;",
                        "SELECT * FROM HOURLY EMIT CHANGES LIMIT 6;")) {
            assertThat(System.nanoTime()).isLessThan(end);
            send(
                    server.url(),
                    "/query",
                    "{\"ksql\": \"%s\", \"streamsProperties\": {\"auto.offset.reset\": \"earliest\"}}"
                            .formatted(query));
        }
    }

    private void send(URI url, String path, String body) throws Exception {
        var answer =
                http.send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .timeout(Duration.ofSeconds(60))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** How our answer differs; empty when it doesn't. */
    private String repeat(Exchange exchange, LiveServer server) throws Exception {
        var request = own(exchange.request());
        if (exchange.path().contains("`")) {
            return difference(
                    exchange,
                    exchange.status(),
                    exchange.contentType(),
                    raw(exchange, server.url()));
        }
        var builder =
                HttpRequest.newBuilder(server.url().resolve(exchange.path()))
                        .timeout(Duration.ofSeconds(60))
                        .method(exchange.method(), BodyPublishers.ofString(request));
        exchange.headers().forEach(builder::header);
        var answer = http.send(builder.build(), BodyHandlers.ofString());
        var recorded = QUERY_ID.matcher(exchange.answer());
        var ours = QUERY_ID.matcher(answer.body());
        if (recorded.find() && ours.find()) {
            ids.put(recorded.group(1), ours.group(1));
        }
        return difference(
                exchange,
                answer.statusCode(),
                answer.headers().firstValue("content-type").orElse(""),
                answer.body());
    }

    private String own(String request) {
        var own = request;
        for (var id : ids.entrySet()) {
            own =
                    own.replaceAll(
                            "\\b" + id.getKey() + "\\b", Matcher.quoteReplacement(id.getValue()));
        }
        return own;
    }

    private static String difference(
            Exchange exchange, int status, String contentType, String body) {
        if (status != exchange.status()) {
            return "status %d instead of %d: %s".formatted(status, exchange.status(), body);
        }
        if (!exchange.contentType().isEmpty() && !contentType.equals(exchange.contentType())) {
            return "media type %s instead of %s".formatted(contentType, exchange.contentType());
        }
        if (!exchange.whole()) {
            return "";
        }
        boolean limited = exchange.request().contains(" LIMIT ");
        var expected = refusedText(Comparable.of(exchange.answer(), limited));
        var actual = refusedText(Comparable.of(body, limited));
        return expected.equals(actual)
                ? ""
                : "%n  expected %s%n  but was  %s".formatted(expected, actual);
    }

    /**
     * A real server shows a refused CREATE with all that it would have added to it, ours as it was
     * written.
     */
    private static String refusedText(String answer) {
        return answer.startsWith("{\"@type\":\"statement_error\"")
                ? answer.replaceAll(
                        "(\"statementText\":\"|\\\\nStatement: )CREATE .*", "$1CREATE …")
                : answer;
    }

    /** Clients encode back-quotes; the recorded one didn't. */
    private static String raw(Exchange exchange, URI url) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                            .formatted(exchange.path()))
                                    .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }
}
