// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes signatures without code from texts such as {@code (ARRAY<T> left, INT... n) → ARRAY<T>}.
 * Aggregates may undo unless they are told otherwise.
 */
public final class SignatureTexts {
    private SignatureTexts() {}

    /** A scalar function. */
    public static ScalarSignature scalar(String name, String text) {
        var parts = text.split(" → ", 2);
        var parameters = parameters(parts[0]);
        return new ScalarSignature(
                name,
                parameters,
                parts[0].contains("..."),
                TypeText.result(parts[1], parameters),
                _ -> null,
                new Documentation("", ""));
    }

    /** An aggregate function whose last {@code constants} parameters are literals. */
    public static AggregateSignature aggregate(
            String name, String text, int constants, boolean canUndo) {
        var parts = text.split(" → ", 2);
        var all = parameters(parts[0]);
        var columns = all.subList(0, all.size() - constants);
        return new AggregateSignature(
                name,
                columns,
                parts[0].contains("..."),
                all.subList(all.size() - constants, all.size()),
                false,
                Set.of(),
                TypeText.result(parts[1], columns),
                _ -> new NoAggregator(canUndo),
                new Documentation("", ""));
    }

    private static List<Parameter> parameters(String text) {
        var parameters = new ArrayList<Parameter>();
        for (var p : split(text.substring(1, text.length() - 1))) {
            var clean = p.strip().replace("...", "").replace("INTERVAL UNIT", "INTERVALUNIT");
            int end = endOfType(clean);
            parameters.add(
                    new Parameter(
                            clean.substring(end).strip(),
                            TypeText.parameter(clean.substring(0, end).strip()),
                            ""));
        }
        return parameters;
    }

    /** A lambda's type ends with its result, another type at the first blank outside brackets. */
    private static int endOfType(String text) {
        int from = text.startsWith("LAMBDA") ? text.indexOf("=> ") + 3 : 0;
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
            if (c == ' ' && depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean arrow = c == '>' && i > 0 && text.charAt(i - 1) == '=';
            depth += c == '<' || c == '(' ? 1 : (c == '>' && !arrow) || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.substring(start).isBlank()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private record NoAggregator(boolean canUndo) implements Aggregator {
        @Override
        public SqlType stateType() {
            return SqlType.Primitive.BIGINT;
        }

        @Override
        public @Nullable Object initial() {
            return null;
        }

        @Override
        public @Nullable Object add(@Nullable Object state, ArgumentValues arguments, int from) {
            return null;
        }

        @Override
        public @Nullable Object result(@Nullable Object state) {
            return null;
        }

        @Override
        public @Nullable Object merge(@Nullable Object left, @Nullable Object right) {
            return null;
        }
    }
}
