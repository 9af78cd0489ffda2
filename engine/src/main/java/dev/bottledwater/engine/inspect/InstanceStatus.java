// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the queries of one instance are.
 *
 * @param queries its persistent queries by id
 * @param pushQueries those that it was asked
 */
public record InstanceStatus(Map<String, Status> queries, List<PushQuery> pushQueries) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public InstanceStatus {
        queries = Map.copyOf(queries);
        pushQueries = List.copyOf(pushQueries);
    }

    /**
     * As JSON, for other instances. The format is written out by hand: during a deploy instances of
     * different versions talk to each other.
     *
     * @param details whether failures are told too, and what queries did
     */
    public byte[] encode(boolean details) {
        var node = JsonNodeFactory.instance.objectNode();
        var states = node.putObject("queries");
        queries.forEach(
                (id, status) -> {
                    var query = states.putObject(id).put("state", status.state());
                    var restoration = status.restoration();
                    if (restoration != null) {
                        query.putObject("restoration")
                                .put("restored", restoration.restored())
                                .put("remaining", restoration.remaining());
                    }
                    if (details) {
                        ActivityJson.write(status.activity(), query);
                    }
                    if (details && !status.errors().isEmpty()) {
                        var list = query.putArray("errors");
                        status.errors()
                                .forEach(
                                        e ->
                                                list.addObject()
                                                        .put("at", e.timestampMillis())
                                                        .put("message", e.message())
                                                        .put("type", e.type()));
                    }
                });
        var push = node.putArray("push");
        pushQueries.forEach(q -> push.addObject().put("id", q.id()).put("sql", q.statement()));
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /**
     * @throws IllegalArgumentException for bytes that hold no status
     */
    public static InstanceStatus decode(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            var queries = new LinkedHashMap<String, Status>();
            for (var query : node.path("queries").properties()) {
                var errors = new ArrayList<QueryError>();
                for (var e : query.getValue().path("errors")) {
                    errors.add(
                            new QueryError(
                                    e.path("at").asLong(),
                                    e.path("message").asText(),
                                    e.path("type").asText()));
                }
                queries.put(
                        query.getKey(),
                        new Status(
                                query.getValue().path("state").asText(),
                                errors,
                                restoration(query.getValue().path("restoration")),
                                ActivityJson.read(query.getValue())));
            }
            var push = new ArrayList<PushQuery>();
            for (var query : node.path("push")) {
                push.add(new PushQuery(query.path("id").asText(), query.path("sql").asText()));
            }
            return new InstanceStatus(queries, push);
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes that hold no status of queries", e);
        }
    }

    /** Older instances don't tell. */
    private static @Nullable Restoration restoration(JsonNode node) {
        return node.isObject()
                ? new Restoration(node.path("restored").asLong(), node.path("remaining").asLong())
                : null;
    }
}
