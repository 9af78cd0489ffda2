// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.Option;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.OptionValue;
import dev.bottledwater.engine.format.protobuf.schema.ProtoToken.Kind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options in texts of schemas, and what they say. */
final class ProtoOptions {
    private static final int DEEPEST = 64;
    private static final String META = "(confluent.field_meta)";
    private static final String PARAMS = "params";

    private final ProtoTokens tokens;
    private int depth;

    private ProtoOptions(ProtoTokens tokens) {
        this.tokens = tokens;
    }

    /** What stands behind {@code option}, to its semicolon. */
    static Option statement(ProtoTokens tokens) {
        var option = new ProtoOptions(tokens).option();
        tokens.expect(";");
        return option;
    }

    /** Options in brackets, if there are any. */
    static List<Option> list(ProtoTokens tokens) {
        var options = new ArrayList<Option>();
        if (tokens.accept("[")) {
            do {
                options.add(new ProtoOptions(tokens).option());
            } while (tokens.accept(","));
            tokens.expect("]");
        }
        return options;
    }

    private Option option() {
        var name = new StringBuilder();
        do {
            if (!name.isEmpty()) {
                name.append('.');
            }
            if (tokens.accept("(")) {
                var extension = tokens.fullName();
                name.append('(')
                        .append(extension.startsWith(".") ? extension.substring(1) : extension)
                        .append(')');
                tokens.expect(")");
            } else {
                name.append(tokens.word());
            }
        } while (tokens.accept("."));
        tokens.expect("=");
        return new Option(name.toString(), value());
    }

    private OptionValue value() {
        if (++depth > DEEPEST) {
            throw new UnusableSchemaException(
                    "it is a Protobuf schema whose options are nested too deep");
        }
        try {
            if (tokens.accept("{")) {
                return block("}");
            }
            if (tokens.accept("<")) {
                return block(">");
            }
            if (tokens.accept("[")) {
                return items();
            }
            if (tokens.peek().kind() == Kind.STRING) {
                return new OptionValue.Literal(tokens.string());
            }
            var sign = tokens.accept("-") ? "-" : "";
            if (sign.isEmpty()) {
                tokens.accept("+");
            }
            return new OptionValue.Literal(sign + literal());
        } finally {
            depth--;
        }
    }

    private String literal() {
        var token = tokens.next();
        return switch (token.kind()) {
            case NUMBER -> token.text();
            case WORD -> tokens.fullName(token);
            case STRING, SYMBOL, END -> throw tokens.unexpected(token, "a value");
        };
    }

    /** Protobuf's text format, behind the opening brace. */
    private OptionValue block(String end) {
        var options = new ArrayList<Option>();
        while (!tokens.accept(end)) {
            var name = new StringBuilder();
            if (tokens.accept("[")) {
                while (!tokens.accept("]")) {
                    name.append(tokens.next().text());
                }
            } else {
                name.append(tokens.word());
            }
            tokens.accept(":");
            options.add(new Option(name.toString(), value()));
            if (!tokens.accept(",")) {
                tokens.accept(";");
            }
        }
        return new OptionValue.Block(options);
    }

    private OptionValue items() {
        var values = new ArrayList<OptionValue>();
        while (!tokens.accept("]")) {
            values.add(value());
            if (!tokens.peek().is("]")) {
                tokens.expect(",");
            }
        }
        return new OptionValue.Items(values);
    }

    /** What Kafka Connect says of a field: keys with their values. */
    static Map<String, String> params(List<Option> options) {
        var params = new HashMap<String, String>();
        for (var option : options) {
            if (option.name().equals(META)
                    && option.value() instanceof OptionValue.Block(var inner)) {
                inner.stream()
                        .filter(o -> o.name().equals(PARAMS))
                        .forEach(o -> addParams(o.value(), params));
            } else if (option.name().equals(META + "." + PARAMS)) {
                addParams(option.value(), params);
            }
        }
        return params;
    }

    private static void addParams(OptionValue value, Map<String, String> params) {
        switch (value) {
            case OptionValue.Items(var values) -> values.forEach(v -> addParams(v, params));
            case OptionValue.Block(var entry) ->
                    ProtoFile.literal(entry, "key")
                            .ifPresent(
                                    key ->
                                            params.put(
                                                    key,
                                                    ProtoFile.literal(entry, "value").orElse("")));
            case OptionValue.Literal _ -> {}
        }
    }
}
