// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.engine.catalog.SchemaJson;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Typed expressions as JSON: an object of one member that names the kind, with an array of its
 * parts in the order of the record: {@code {"compare":["<",{"col":[2,"AMOUNT","BIGINT"]},…]}}.
 */
final class ExpressionJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExpressionJson() {}

    static JsonNode encode(TypedExpression expression) {
        return switch (expression) {
            case TypedExpression.Literal(var value, var type) ->
                    node("lit", type(type), LiteralJson.encode(value, type));
            case TypedExpression.ColumnRef(int index, var name, var type) ->
                    node("col", NODES.numberNode(index), text(name), type(type));
            case TypedExpression.Arithmetic(var operator, var left, var right, var type) ->
                    node("math", text(operator.symbol()), encode(left), encode(right), type(type));
            case TypedExpression.Concat(var left, var right) ->
                    node("concat", encode(left), encode(right));
            case TypedExpression.Negate(var operand) -> node("negate", encode(operand));
            case TypedExpression.Comparison(var operator, var left, var right) ->
                    node("compare", text(operator.symbol()), encode(left), encode(right));
            case TypedExpression.DistinctFrom(var left, var right, boolean negated) ->
                    node("distinct", encode(left), encode(right), bool(negated));
            case TypedExpression.And(var operands) -> node("and", encodeAll(operands));
            case TypedExpression.Or(var operands) -> node("or", encodeAll(operands));
            case TypedExpression.Not(var operand) -> node("not", encode(operand));
            case TypedExpression.IsNull(var operand, boolean negated) ->
                    node("isNull", encode(operand), bool(negated));
            case TypedExpression.Like(var value, var pattern, var escape) ->
                    escape == null
                            ? node("like", encode(value), encode(pattern))
                            : node("like", encode(value), encode(pattern), text("" + escape));
            case TypedExpression.In(var value, var candidates) ->
                    node("in", encode(value), encodeAll(candidates));
            case TypedExpression.Case(var whens, var otherwise, var type) -> {
                var branches = NODES.arrayNode();
                whens.forEach(
                        w ->
                                branches.add(
                                        NODES.arrayNode()
                                                .add(encode(w.condition()))
                                                .add(encode(w.result()))));
                yield node(
                        "case",
                        branches,
                        otherwise == null ? NODES.nullNode() : encode(otherwise),
                        type(type));
            }
            case TypedExpression.Cast(var operand, var type) ->
                    node("cast", encode(operand), type(type));
            case TypedExpression.Field(var struct, int index, var name, var type) ->
                    node("field", encode(struct), NODES.numberNode(index), text(name), type(type));
            case TypedExpression.Subscript(var collection, var key, var type) ->
                    node("at", encode(collection), encode(key), type(type));
            case TypedExpression.MakeArray(var elements, var type) ->
                    node("array", encodeAll(elements), type(type));
            case TypedExpression.MakeMap(var keys, var values, var type) ->
                    node("map", encodeAll(keys), encodeAll(values), type(type));
            case TypedExpression.MakeStruct(var values, var type) ->
                    node("struct", encodeAll(values), type(type));
            case TypedExpression.Call(var function, var arguments, var type) ->
                    node("call", text(function.id()), encodeAll(arguments), type(type));
            case TypedExpression.Lambda(var parameters, var body) -> {
                var names = NODES.arrayNode();
                parameters.forEach(names::add);
                yield node("lambda", names, encode(body));
            }
            case TypedExpression.LambdaParameter(var name, var type) ->
                    node("param", text(name), type(type));
        };
    }

    static ArrayNode encodeAll(List<TypedExpression> expressions) {
        var array = NODES.arrayNode();
        expressions.forEach(e -> array.add(encode(e)));
        return array;
    }

    private static JsonNode node(String kind, JsonNode... parts) {
        var array = NODES.arrayNode();
        for (var part : parts) {
            array.add(part);
        }
        return NODES.objectNode().set(kind, array);
    }

    private static JsonNode text(String text) {
        return NODES.textNode(text);
    }

    private static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    private static JsonNode type(SqlType type) {
        return SchemaJson.encode(type);
    }

    /** Reads expressions; functions are looked up by the id of their overload. */
    record Decoder(FunctionRegistry functions) {

        TypedExpression expression(JsonNode node) {
            var member = node.properties().iterator().next();
            var parts = member.getValue();
            return switch (member.getKey()) {
                case "lit" -> {
                    var type = type(parts, 0);
                    yield new TypedExpression.Literal(
                            LiteralJson.decode(part(parts, 1), type), type);
                }
                case "col" ->
                        new TypedExpression.ColumnRef(
                                part(parts, 0).asInt(), part(parts, 1).asText(), type(parts, 2));
                case "math" ->
                        new TypedExpression.Arithmetic(
                                arithmetic(part(parts, 0).asText()),
                                at(parts, 1),
                                at(parts, 2),
                                type(parts, 3));
                case "concat" -> new TypedExpression.Concat(at(parts, 0), at(parts, 1));
                case "negate" -> new TypedExpression.Negate(at(parts, 0));
                case "compare" ->
                        new TypedExpression.Comparison(
                                comparison(part(parts, 0).asText()), at(parts, 1), at(parts, 2));
                case "distinct" ->
                        new TypedExpression.DistinctFrom(
                                at(parts, 0), at(parts, 1), part(parts, 2).asBoolean());
                case "and" -> new TypedExpression.And(all(parts, 0));
                case "or" -> new TypedExpression.Or(all(parts, 0));
                case "not" -> new TypedExpression.Not(at(parts, 0));
                case "isNull" ->
                        new TypedExpression.IsNull(at(parts, 0), part(parts, 1).asBoolean());
                case "like" ->
                        new TypedExpression.Like(
                                at(parts, 0),
                                at(parts, 1),
                                parts.size() < 3 ? null : part(parts, 2).asText().charAt(0));
                case "in" -> new TypedExpression.In(at(parts, 0), all(parts, 1));
                case "case" -> {
                    var whens = new ArrayList<TypedExpression.When>();
                    part(parts, 0)
                            .forEach(w -> whens.add(new TypedExpression.When(at(w, 0), at(w, 1))));
                    yield new TypedExpression.Case(whens, nullableAt(parts, 1), type(parts, 2));
                }
                case "cast" -> new TypedExpression.Cast(at(parts, 0), type(parts, 1));
                case "field" ->
                        new TypedExpression.Field(
                                at(parts, 0),
                                part(parts, 1).asInt(),
                                part(parts, 2).asText(),
                                type(parts, 3));
                case "at" ->
                        new TypedExpression.Subscript(at(parts, 0), at(parts, 1), type(parts, 2));
                case "array" -> new TypedExpression.MakeArray(all(parts, 0), type(parts, 1));
                case "map" ->
                        new TypedExpression.MakeMap(all(parts, 0), all(parts, 1), type(parts, 2));
                case "struct" -> new TypedExpression.MakeStruct(all(parts, 0), type(parts, 1));
                case "call" -> call(parts);
                case "lambda" -> {
                    var names = new ArrayList<String>();
                    part(parts, 0).forEach(n -> names.add(n.asText()));
                    yield new TypedExpression.Lambda(names, at(parts, 1));
                }
                case "param" ->
                        new TypedExpression.LambdaParameter(
                                part(parts, 0).asText(), type(parts, 1));
                default ->
                        throw new IllegalArgumentException(
                                "unknown expression '" + member.getKey() + "'");
            };
        }

        List<TypedExpression> expressions(JsonNode array) {
            var list = new ArrayList<TypedExpression>();
            array.forEach(e -> list.add(expression(e)));
            return list;
        }

        private TypedExpression call(JsonNode parts) {
            var id = part(parts, 0).asText();
            var function = functions.scalarById(id).orElseThrow(() -> missing("function", id));
            return new TypedExpression.Call(function, all(parts, 1), type(parts, 2));
        }

        static UnreadablePlanException missing(String kind, String id) {
            return new UnreadablePlanException(
                    "The stored plan calls the %s %s, which this program does not have: install it, or drop the query."
                            .formatted(kind, id),
                    null);
        }

        private TypedExpression at(JsonNode parts, int index) {
            return expression(part(parts, index));
        }

        private @Nullable TypedExpression nullableAt(JsonNode parts, int index) {
            var part = part(parts, index);
            return part.isNull() ? null : expression(part);
        }

        private List<TypedExpression> all(JsonNode parts, int index) {
            return expressions(part(parts, index));
        }

        private static SqlType type(JsonNode parts, int index) {
            return SchemaJson.decodeType(part(parts, index));
        }

        private static JsonNode part(JsonNode parts, int index) {
            var part = parts.get(index);
            if (part == null) {
                throw new IllegalArgumentException("an expression lacks its part " + index);
            }
            return part;
        }

        private static ArithmeticOperator arithmetic(String symbol) {
            for (var operator : ArithmeticOperator.values()) {
                if (operator.symbol().equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("unknown operator '" + symbol + "'");
        }

        private static ComparisonOperator comparison(String symbol) {
            for (var operator : ComparisonOperator.values()) {
                if (operator.symbol().equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("unknown operator '" + symbol + "'");
        }
    }
}
