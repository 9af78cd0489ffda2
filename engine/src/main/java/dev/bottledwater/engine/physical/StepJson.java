// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.catalog.SchemaJson;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.schema.RowSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/** Steps as JSON: an object of one member that names the kind. */
final class StepJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StepJson() {}

    static ObjectNode encode(Step step) {
        return switch (step) {
            case Step.StreamSource(var name, var source, var columns) ->
                    kind("stream", name)
                            .with(
                                    n -> {
                                        n.set("source", SourceJson.encode(source));
                                        n.set("columns", SourceJson.encodeScan(columns));
                                    });
            case Step.TableSource(var name, var source, var columns, var store) ->
                    kind("table", name)
                            .with(
                                    n -> {
                                        n.set("source", SourceJson.encode(source));
                                        n.set("columns", SourceJson.encodeScan(columns));
                                        if (store != null) {
                                            n.put("store", store);
                                        }
                                    });
            case Step.Filter(var name, var input, var condition) ->
                    kind("filter", name)
                            .with(
                                    n -> {
                                        n.set("input", encode(input));
                                        n.set("condition", ExpressionJson.encode(condition));
                                    });
            case Step.Project(var name, var input, var keyNames, var values) ->
                    kind("project", name)
                            .with(
                                    n -> {
                                        n.set("input", encode(input));
                                        keyNames.forEach(n.putArray("key")::add);
                                        n.set("values", named(values));
                                    });
            case Step.Repartition(var name, var input, var key) ->
                    kind("repartition", name)
                            .with(
                                    n -> {
                                        n.set("input", encode(input));
                                        n.set("key", named(key));
                                    });
            case Step.FlatMap(var name, var input, var lists) ->
                    kind("flatMap", name)
                            .with(
                                    n -> {
                                        n.set("input", encode(input));
                                        n.set("lists", named(lists));
                                    });
            case Step.Join join ->
                    kind("join", join.name())
                            .with(
                                    n -> {
                                        n.set("left", encode(join.left()));
                                        n.set("right", encode(join.right()));
                                        JoinJson.encode(join, n);
                                    });
            case Step.StreamAggregate(var name, var input, var grouping, var calls, var store) ->
                    aggregate("aggregate", name, input, grouping, calls, store);
            case Step.TableAggregate(var name, var input, var grouping, var calls, var store) ->
                    aggregate("tableAggregate", name, input, grouping, calls, store);
            case Step.WindowedAggregate a -> {
                var node =
                        aggregate(
                                "windowedAggregate",
                                a.name(),
                                a.input(),
                                a.grouping(),
                                a.calls(),
                                a.store());
                ((ObjectNode) node.get("windowedAggregate"))
                        .set("windowing", SourceJson.encode(a.windowing()));
                yield node;
            }
        };
    }

    static ObjectNode encode(Sink sink) {
        var node = NODES.objectNode();
        node.put("name", sink.name());
        node.put("topic", sink.topic());
        node.set("key", SchemaJson.encodeColumns(sink.schema().key()));
        node.set("value", SchemaJson.encodeColumns(sink.schema().value()));
        node.set("keyFormat", SchemaJson.encode(sink.keyFormat()));
        node.set("valueFormat", SchemaJson.encode(sink.valueFormat()));
        SourceJson.put(node, sink.window());
        SourceJson.put(node, sink.timestamp());
        return node;
    }

    static Sink decodeSink(JsonNode node) {
        return new Sink(
                member(node, "name").asText(),
                member(node, "topic").asText(),
                RowSchema.of(
                        SchemaJson.decodeColumns(member(node, "key")),
                        SchemaJson.decodeColumns(member(node, "value"))),
                SchemaJson.decodeFormat(member(node, "keyFormat")),
                SchemaJson.decodeFormat(member(node, "valueFormat")),
                SourceJson.window(node),
                SourceJson.timestamp(node));
    }

    static JsonNode member(JsonNode node, String name) {
        var value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the member '" + name + "' is missing");
        }
        return value;
    }

    private record Tagged(ObjectNode outer, ObjectNode inner) {
        ObjectNode with(java.util.function.Consumer<ObjectNode> fill) {
            fill.accept(inner);
            return outer;
        }
    }

    private static Tagged kind(String kind, String name) {
        var outer = NODES.objectNode();
        var inner = outer.putObject(kind);
        inner.put("name", name);
        return new Tagged(outer, inner);
    }

    private static ObjectNode aggregate(
            String kind,
            String name,
            Step input,
            Grouping grouping,
            List<AggregateCall> calls,
            String store) {
        return kind(kind, name)
                .with(
                        n -> {
                            n.set("input", encode(input));
                            n.set("groupBy", named(grouping.expressions()));
                            if (grouping.repartition() != null) {
                                n.put("repartition", grouping.repartition());
                            }
                            n.set("keyFormat", SchemaJson.encode(grouping.keyFormat()));
                            var array = n.putArray("calls");
                            calls.forEach(c -> array.add(call(c)));
                            n.put("store", store);
                        });
    }

    private static ArrayNode call(AggregateCall call) {
        var constants = NODES.arrayNode();
        for (var value : call.constants()) {
            var type = LiteralJson.typeOf(value);
            constants.add(
                    NODES.arrayNode()
                            .add(SchemaJson.encode(type))
                            .add(LiteralJson.encode(value, type)));
        }
        var node =
                NODES.arrayNode()
                        .add(call.name())
                        .add(call.function().id())
                        .add(ExpressionJson.encodeAll(call.arguments()))
                        .add(constants)
                        .add(SchemaJson.encode(call.type()));
        if (!call.settings().isEmpty()) {
            var settings = node.addObject();
            new TreeMap<>(call.settings()).forEach(settings::put);
        }
        return node;
    }

    private static ArrayNode named(List<NamedExpression> expressions) {
        var array = NODES.arrayNode();
        expressions.forEach(
                e ->
                        array.add(
                                NODES.arrayNode()
                                        .add(e.name())
                                        .add(ExpressionJson.encode(e.expression()))));
        return array;
    }

    /** Reads steps. */
    record Decoder(ExpressionJson.Decoder expressions) {

        Step step(JsonNode node) {
            var tagged = node.properties().iterator().next();
            var n = tagged.getValue();
            var name = member(n, "name").asText();
            return switch (tagged.getKey()) {
                case "stream" ->
                        new Step.StreamSource(
                                name,
                                SourceJson.decode(member(n, "source")),
                                SourceJson.decodeScan(member(n, "columns")));
                case "table" ->
                        new Step.TableSource(
                                name,
                                SourceJson.decode(member(n, "source")),
                                SourceJson.decodeScan(member(n, "columns")),
                                optional(n, "store"));
                case "filter" ->
                        new Step.Filter(
                                name, input(n), expressions.expression(member(n, "condition")));
                case "project" -> {
                    var keys = new ArrayList<String>();
                    member(n, "key").forEach(k -> keys.add(k.asText()));
                    yield new Step.Project(name, input(n), keys, named(member(n, "values")));
                }
                case "repartition" -> new Step.Repartition(name, input(n), named(member(n, "key")));
                case "flatMap" -> new Step.FlatMap(name, input(n), named(member(n, "lists")));
                case "join" ->
                        JoinJson.decode(
                                name,
                                step(member(n, "left")),
                                step(member(n, "right")),
                                n,
                                expressions);
                case "aggregate" ->
                        new Step.StreamAggregate(name, input(n), grouping(n), calls(n), store(n));
                case "tableAggregate" ->
                        new Step.TableAggregate(name, input(n), grouping(n), calls(n), store(n));
                case "windowedAggregate" ->
                        new Step.WindowedAggregate(
                                name,
                                input(n),
                                grouping(n),
                                calls(n),
                                SourceJson.decodeWindowing(member(n, "windowing")),
                                store(n));
                default ->
                        throw new IllegalArgumentException(
                                "unknown step '" + tagged.getKey() + "'");
            };
        }

        private Step input(JsonNode node) {
            return step(member(node, "input"));
        }

        private static String store(JsonNode node) {
            return member(node, "store").asText();
        }

        private Grouping grouping(JsonNode node) {
            return new Grouping(
                    named(member(node, "groupBy")),
                    optional(node, "repartition"),
                    SchemaJson.decodeFormat(member(node, "keyFormat")));
        }

        private List<AggregateCall> calls(JsonNode node) {
            var calls = new ArrayList<AggregateCall>();
            for (var c : member(node, "calls")) {
                var id = c.get(1).asText();
                var function =
                        expressions
                                .functions()
                                .aggregateById(id)
                                .orElseThrow(
                                        () ->
                                                ExpressionJson.Decoder.missing(
                                                        "aggregate function", id));
                var constants = new ArrayList<@Nullable Object>();
                c.get(3)
                        .forEach(
                                v ->
                                        constants.add(
                                                LiteralJson.decode(
                                                        v.get(1),
                                                        SchemaJson.decodeType(v.get(0)))));
                var settings = new HashMap<String, String>();
                if (c.has(5)) {
                    c.get(5)
                            .properties()
                            .forEach(p -> settings.put(p.getKey(), p.getValue().asText()));
                }
                calls.add(
                        new AggregateCall(
                                c.get(0).asText(),
                                function,
                                expressions.expressions(c.get(2)),
                                constants,
                                settings,
                                SchemaJson.decodeType(c.get(4))));
            }
            return calls;
        }

        private List<NamedExpression> named(JsonNode array) {
            var list = new ArrayList<NamedExpression>();
            array.forEach(
                    e ->
                            list.add(
                                    new NamedExpression(
                                            e.get(0).asText(), expressions.expression(e.get(1)))));
            return list;
        }

        private static @Nullable String optional(JsonNode node, String member) {
            var value = node.get(member);
            return value == null || value.isNull() ? null : value.asText();
        }
    }
}
