// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.testing.execution.CaseSchemas;
import dev.bottledwater.testing.execution.CaseSession;
import dev.bottledwater.testing.execution.DeclaredTopics;
import dev.bottledwater.testing.execution.InputRecords;
import dev.bottledwater.testing.execution.TopicStore;
import dev.bottledwater.testing.rest.SharedServer.Bench;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Mismatch.Kind;
import dev.bottledwater.testing.verdict.Tier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of a case against a server (conformance format, section 11.1). */
final class RestRun {
    private static final Duration LIVE = Duration.ofMillis(300);
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final String NO_TOPIC = "does not exist";

    private final RestCase testCase;
    private final Bench bench;
    private final StatementAnalyzer analyzer;
    private final TopicStore shapes = new TopicStore();
    private final Formats formats;
    private final List<ObjectNode> responses = new ArrayList<>();
    private final List<String> queryIds = new ArrayList<>();

    RestRun(RestCase testCase, FunctionRegistry functions, Bench bench) {
        this.testCase = testCase;
        this.bench = bench;
        this.analyzer = new StatementAnalyzer(functions);
        this.formats = Formats.builtIn(bench.server().registry());
    }

    /** Runs the case and leaves the server as it was. */
    static List<Mismatch> mismatches(RestCase testCase, FunctionRegistry functions, Bench bench)
            throws InterruptedException {
        try {
            return new RestRun(testCase, functions, bench).run();
        } catch (SqlException e) {
            return List.of(broke(e.message()));
        } catch (RuntimeException e) {
            return List.of(broke(e + (e.getCause() == null ? "" : " (" + e.getCause() + ")")));
        } finally {
            new CleanUp(bench).run();
        }
    }

    private static Mismatch broke(String what) {
        return new Mismatch(Tier.BEHAVIOUR, Kind.BROKE, "the run", "no such failure", what);
    }

    private List<Mismatch> run() throws InterruptedException {
        var admin = testCase.adminStatements();
        var script = String.join("\n", admin);
        var declared = declared(script);
        createTopics(declared);
        if (!admin.isEmpty()) {
            var answer = statements(script);
            if (answer.refused()) {
                return ErrorAnswers.mismatches(testCase.expectedError(), answer, lastStatement());
            }
            answer.body().forEach(this::adminResponse);
        }
        var inputs = inputs(script);
        if (!testCase.waitsForPushQuery()) {
            inputs.feed();
        }
        if (testCase.expectedError() == null
                && (testCase.waitsForPushQuery()
                        || testCase.responses().size() > responses.size())) {
            awaitQueries();
        }
        int answered = 0;
        for (var query : testCase.queries()) {
            var answer =
                    bench.api()
                            .query(
                                    query,
                                    testCase.properties(),
                                    testCase.waitsForPushQuery() ? inputs::feedLive : () -> {});
            if (answer.refused()) {
                var found =
                        ErrorAnswers.mismatches(testCase.expectedError(), answer, lastStatement());
                if (!found.isEmpty()) {
                    return found;
                }
            } else {
                answered++;
                respond("query", answer.body());
            }
        }
        if (testCase.asksForProtobuf()) {
            for (var query : testCase.queries()) {
                respond(
                        "queryProto",
                        ProtobufRows.readable(
                                bench.api().protobufQuery(query, testCase.properties()).body()));
            }
        }
        return judge(inputs, answered);
    }

    private List<Mismatch> judge(Inputs inputs, int answered) throws InterruptedException {
        var expected = testCase.expectedError();
        boolean refused = expected != null && answered < testCase.queries().size();
        if (expected != null && !refused) {
            return List.of(
                    new Mismatch(
                            Tier.BEHAVIOUR,
                            Kind.RAN,
                            "it ran",
                            "a refusal: " + expected.path("message").asText(),
                            "none"));
        }
        var outputs = inputs.outputs();
        return outputs.isEmpty()
                ? new Responses(testCase.verifiesOrder())
                        .mismatches(testCase.responses(), responses)
                : outputs;
    }

    private String lastStatement() {
        var queries = testCase.queries();
        return queries.isEmpty() ? testCase.adminStatements().getLast() : queries.getLast();
    }

    /** Statements that don't parse are refused by the server, which is what the case is about. */
    private static List<ParsedStatement> declared(String script) {
        try {
            return SqlParser.parseScript(script);
        } catch (SqlException _) {
            return List.of();
        }
    }

    private void createTopics(List<ParsedStatement> statements) throws InterruptedException {
        testCase.topics().forEach(t -> shapes.add(t.name(), t.partitions(), t.replicas()));
        DeclaredTopics.add(shapes, statements);
        testCase.inputs().forEach(r -> shapes.add(r.topic(), TopicStore.DEFAULT_PARTITIONS, 1));
        for (var name : shapes.names()) {
            bench.topics().create(name, shapes.find(name).orElseThrow().partitions());
        }
        new CaseSchemas(bench.server().registry(), bench.server()::register, formats)
                .register(
                        testCase.topics(),
                        CaseSchemas.declared(
                                statements,
                                analyzer,
                                new StatementOptions(testCase.propertyTexts()),
                                shapes));
    }

    /** The server may not have heard of a topic that was created just now. */
    private RestApi.Answer statements(String script) throws InterruptedException {
        var expected = testCase.expectedError();
        boolean missing = expected != null && expected.path("message").asText().contains(NO_TOPIC);
        long end = System.nanoTime() + WAIT.toNanos();
        while (true) {
            var answer = bench.api().statements(script, testCase.properties());
            if (!answer.refused()
                    || !answer.body().path("message").asText().contains(NO_TOPIC)
                    || missing
                    || System.nanoTime() - end > 0) {
                return answer;
            }
            Thread.sleep(LOOK);
        }
    }

    private void adminResponse(JsonNode entity) {
        respond("admin", entity);
        var query = entity.path("commandStatus").path("queryId");
        if (query.isTextual()) {
            queryIds.add(query.textValue());
        }
    }

    private void respond(String kind, JsonNode content) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.set(kind, content);
        responses.add(response);
    }

    /** What the server did, done again in memory: which source is on which topic. */
    private Inputs inputs(String script) {
        var session =
                new CaseSession(
                        analyzer,
                        shapes,
                        bench.server().registry(),
                        formats,
                        testCase.propertyTexts());
        for (var statement : declared(script)) {
            session.execute(statement.statement());
        }
        return new Inputs(
                testCase,
                bench,
                session.catalog(),
                new InputRecords(bench.server().registry()),
                LIVE);
    }

    /** Waits until the persistent queries have read what is there for them. */
    private void awaitQueries() throws InterruptedException {
        if (queryIds.isEmpty()) {
            return;
        }
        var service =
                bench.api().get("/info").path("KsqlServerInfo").path("ksqlServiceId").asText();
        var groups =
                queryIds.stream().map(id -> "_confluent-ksql-" + service + "query_" + id).toList();
        long end = System.nanoTime() + WAIT.toNanos();
        while (!bench.topics().consumed(groups)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "The queries %s have not read their inputs after %d s"
                                .formatted(queryIds, WAIT.toSeconds()));
            }
            Thread.sleep(LOOK);
        }
    }
}
