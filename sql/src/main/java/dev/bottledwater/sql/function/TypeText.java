// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A type as an annotation writes it: a SQL type whose parts may be type variables (one capital
 * letter, perhaps with a digit), {@code ANY}, {@code DECIMAL} or {@code STRUCT} without parameters,
 * {@code LAMBDA(A, B) => R} or {@code INTERVALUNIT}.
 */
final class TypeText {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(=>|[A-Za-z_][A-Za-z_0-9]*|`[^`]+`|[0-9]+|[<>(),])\\s*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][0-9]?");

    /** Syntax of a type text. */
    private sealed interface Node {
        record Name(String name, List<Node> arguments) implements Node {}

        record Numbers(int precision, int scale) implements Node {}

        record Fields(List<String> names, List<Node> types) implements Node {}

        record Lambda(List<Node> inputs, Node result) implements Node {}
    }

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int position;

    private TypeText(String text) {
        this.text = text;
        var m = TOKEN.matcher(text);
        int end = 0;
        while (m.find() && m.start() == end) {
            tokens.add(m.group(1));
            end = m.end();
        }
        if (end != text.length()) {
            throw bad();
        }
    }

    /**
     * What a parameter of this type accepts.
     *
     * @throws IllegalArgumentException for a text that is no type
     */
    static ParameterType parameter(String text) {
        return parameter(new TypeText(text).parse(), text);
    }

    /**
     * The name with which a type begins, such as {@code ARRAY}, {@code INTEGER} or {@code T}.
     *
     * @throws IllegalArgumentException for a text that is no type
     */
    static String outermost(String text) {
        return switch (new TypeText(text).next().toUpperCase(Locale.ROOT)) {
            case "INT" -> "INTEGER";
            case "VARCHAR" -> "STRING";
            case String name -> name;
        };
    }

    /**
     * How to compute a result of this type.
     *
     * @throws IllegalArgumentException for a text that is no type, or holds a variable that no
     *     parameter binds
     */
    static ScalarSignature.ResultType result(
            String text, List<ScalarSignature.Parameter> parameters) {
        var node = new TypeText(text).parse();
        checkVariables(node, parameters, text);
        return arguments -> substitute(node, TypeBindings.of(parameters, arguments), text);
    }

    private static void checkVariables(
            Node node, List<ScalarSignature.Parameter> parameters, String text) {
        switch (node) {
            case Node.Numbers _ -> {}
            case Node.Fields(_, var types) ->
                    types.forEach(t -> checkVariables(t, parameters, text));
            case Node.Lambda _ -> throw new IllegalArgumentException(notAType(text));
            case Node.Name(var name, var arguments) -> {
                arguments.forEach(a -> checkVariables(a, parameters, text));
                boolean open = VARIABLE.matcher(name).matches() || name.equals("DECIMAL");
                if (open && parameters.stream().noneMatch(p -> binds(p.type(), name))) {
                    throw new IllegalArgumentException(
                            name.equals("DECIMAL")
                                    ? "the precision and scale of its result '%s' are open; give them with returns"
                                            .formatted(text)
                                    : "no parameter tells what %s in its result '%s' is"
                                            .formatted(name, text));
                }
                if (!open && arguments.isEmpty()) {
                    substitute(node, new TypeBindings(), text);
                }
            }
        }
    }

    private static boolean binds(ParameterType parameter, String name) {
        return switch (parameter) {
            case ParameterType.Variable(var variable) -> variable.equals(name);
            case ParameterType.AnyDecimal() -> name.equals("DECIMAL");
            case ParameterType.ArrayOf(var element) -> binds(element, name);
            case ParameterType.MapOf(var key, var value) -> binds(key, name) || binds(value, name);
            case ParameterType.Lambda(_, var result) -> binds(result, name);
            case ParameterType.Exact _,
                    ParameterType.AnyStruct _,
                    ParameterType.Any _,
                    ParameterType.TimeUnit _ ->
                    false;
        };
    }

    private Node parse() {
        var node = type();
        if (position != tokens.size()) {
            throw bad();
        }
        return node;
    }

    private Node type() {
        var name = next().toUpperCase(Locale.ROOT);
        switch (name) {
            case "DECIMAL" -> {
                if (!skip("(")) {
                    return new Node.Name(name, List.of());
                }
                int precision = Integer.parseInt(next());
                expect(",");
                int scale = Integer.parseInt(next());
                expect(")");
                return new Node.Numbers(precision, scale);
            }
            case "LAMBDA" -> {
                var inputs = new ArrayList<Node>();
                expect("(");
                do {
                    inputs.add(type());
                } while (skip(","));
                expect(")");
                expect("=>");
                return new Node.Lambda(inputs, type());
            }
            case "STRUCT" -> {
                if (!skip("<")) {
                    return new Node.Name(name, List.of());
                }
                var names = new ArrayList<String>();
                var types = new ArrayList<Node>();
                do {
                    names.add(fieldName(next()));
                    types.add(type());
                } while (skip(","));
                expect(">");
                return new Node.Fields(names, types);
            }
            default -> {
                var arguments = new ArrayList<Node>();
                if (skip("<")) {
                    do {
                        arguments.add(type());
                    } while (skip(","));
                    expect(">");
                }
                return new Node.Name(name, arguments);
            }
        }
    }

    private static String fieldName(String token) {
        return token.startsWith("`")
                ? token.substring(1, token.length() - 1)
                : token.toUpperCase(Locale.ROOT);
    }

    private static ParameterType parameter(Node node, String text) {
        return switch (node) {
            case Node.Lambda(var inputs, var result) ->
                    new ParameterType.Lambda(
                            inputs.stream().map(i -> parameter(i, text)).toList(),
                            parameter(result, text));
            case Node.Name(var name, var a) when a.isEmpty() && VARIABLE.matcher(name).matches() ->
                    new ParameterType.Variable(name);
            case Node.Name(var name, var a) when a.isEmpty() && name.equals("ANY") ->
                    new ParameterType.Any();
            case Node.Name(var name, var a) when a.isEmpty() && name.equals("DECIMAL") ->
                    new ParameterType.AnyDecimal();
            case Node.Name(var name, var a) when a.isEmpty() && name.equals("STRUCT") ->
                    new ParameterType.AnyStruct();
            case Node.Name(var name, var a) when a.isEmpty() && name.equals("INTERVALUNIT") ->
                    new ParameterType.TimeUnit();
            case Node.Name(var name, var a) when a.size() == 1 && name.equals("ARRAY") ->
                    new ParameterType.ArrayOf(parameter(a.getFirst(), text));
            case Node.Name(var name, var a) when a.size() == 2 && name.equals("MAP") ->
                    new ParameterType.MapOf(
                            parameter(a.getFirst(), text), parameter(a.getLast(), text));
            case Node.Name _, Node.Numbers _, Node.Fields _ ->
                    new ParameterType.Exact(substitute(node, new TypeBindings(), text));
        };
    }

    private static SqlType substitute(Node node, TypeBindings bindings, String text) {
        return switch (node) {
            case Node.Numbers(int precision, int scale) -> new SqlType.Decimal(precision, scale);
            case Node.Fields(var names, var types) -> {
                var fields = new ArrayList<SqlType.Field>();
                for (int i = 0; i < names.size(); i++) {
                    fields.add(
                            new SqlType.Field(
                                    names.get(i), substitute(types.get(i), bindings, text)));
                }
                yield new SqlType.Struct(fields);
            }
            case Node.Name(var name, var a) when name.equals("ARRAY") && a.size() == 1 ->
                    new SqlType.Array(substitute(a.getFirst(), bindings, text));
            case Node.Name(var name, var a) when name.equals("MAP") && a.size() == 2 ->
                    new SqlType.Map(
                            substitute(a.getFirst(), bindings, text),
                            substitute(a.getLast(), bindings, text));
            case Node.Name(var name, var a) when a.isEmpty() -> named(name, bindings, text);
            case Node.Name _, Node.Lambda _ -> throw new IllegalArgumentException(notAType(text));
        };
    }

    private static SqlType named(String name, TypeBindings bindings, String text) {
        var bound = name.equals("DECIMAL") ? bindings.decimal() : bindings.get(name);
        if (bound != null) {
            return bound;
        }
        return switch (name) {
            case "INT" -> Primitive.INTEGER;
            case "VARCHAR" -> Primitive.STRING;
            case "BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "STRING", "BYTES" ->
                    Primitive.valueOf(name);
            case "DATE", "TIME", "TIMESTAMP" -> Primitive.valueOf(name);
            default -> throw new IllegalArgumentException(notAType(text));
        };
    }

    private String next() {
        if (position == tokens.size()) {
            throw bad();
        }
        return tokens.get(position++);
    }

    private boolean skip(String token) {
        boolean there = position < tokens.size() && tokens.get(position).equals(token);
        if (there) {
            position++;
        }
        return there;
    }

    private void expect(String token) {
        if (!skip(token)) {
            throw bad();
        }
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException(notAType(text));
    }

    private static String notAType(String text) {
        return "'%s' is not a SQL type with known type variables".formatted(text);
    }
}
