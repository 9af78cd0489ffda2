// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.QueryActivity.Progress;
import dev.bottledwater.engine.result.QueryActivity.Task;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What queries did, in the JSON that instances send each other. Older ones send none of it. */
final class ActivityJson {
    private static final String CONSUMED = "consumed";
    private static final String PRODUCED = "produced";
    private static final String TASKS = "tasks";

    private ActivityJson() {}

    static void write(QueryActivity activity, ObjectNode query) {
        write(activity.consumed(), CONSUMED, query);
        write(activity.produced(), PRODUCED, query);
        if (activity.tasks().isEmpty()) {
            return;
        }
        var tasks = query.putArray(TASKS);
        for (var task : activity.tasks()) {
            var node = tasks.addObject().put("id", task.id());
            if (task.idlingSince() != null) {
                node.put("idling", task.idlingSince());
            }
            var progress = node.putArray("progress");
            task.progress()
                    .forEach(
                            p ->
                                    progress.addObject()
                                            .put("topic", p.topic())
                                            .put("partition", p.partition())
                                            .put("end", p.end())
                                            .put("committed", p.committed()));
        }
    }

    private static void write(Map<String, Traffic> traffic, String name, ObjectNode query) {
        if (!traffic.isEmpty()) {
            var topics = query.putObject(name);
            traffic.forEach(
                    (topic, t) ->
                            topics.putArray(topic)
                                    .add(t.records())
                                    .add(t.bytes())
                                    .add(t.perSecond()));
        }
    }

    static QueryActivity read(JsonNode query) {
        var tasks = new ArrayList<Task>();
        for (var task : query.path(TASKS)) {
            List<Progress> progress = new ArrayList<>();
            for (var p : task.path("progress")) {
                progress.add(
                        new Progress(
                                p.path("topic").asText(),
                                p.path("partition").asInt(),
                                p.path("end").asLong(),
                                p.path("committed").asLong()));
            }
            var idling = task.path("idling");
            tasks.add(
                    new Task(
                            task.path("id").asText(),
                            progress,
                            idling.isNumber() ? (Long) idling.asLong() : null));
        }
        return new QueryActivity(
                traffic(query.path(CONSUMED)), traffic(query.path(PRODUCED)), tasks);
    }

    private static Map<String, Traffic> traffic(JsonNode topics) {
        var traffic = new HashMap<String, Traffic>();
        topics.properties()
                .forEach(
                        t ->
                                traffic.put(
                                        t.getKey(),
                                        new Traffic(
                                                t.getValue().path(0).asDouble(),
                                                t.getValue().path(1).asDouble(),
                                                t.getValue().path(2).asDouble())));
        return traffic;
    }
}
