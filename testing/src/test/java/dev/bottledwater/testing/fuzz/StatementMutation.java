// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Damages statements by a few words or characters. */
final class StatementMutation {
    private static final Pattern TOKEN =
            Pattern.compile("\\s+|'(?:[^']|'')*'|`[^`]*`|\\w+|[<>=!-]+|.", Pattern.DOTALL);
    private static final List<String> WORDS =
            List.of(
                    "SELECT",
                    "FROM",
                    "WHERE",
                    "K",
                    "A",
                    "B",
                    "S1",
                    "T1",
                    "NULL",
                    "(",
                    ")",
                    ",",
                    ";",
                    "'",
                    "`",
                    "\"",
                    "--",
                    "/*",
                    "*/",
                    "->",
                    "=>",
                    "[",
                    "]",
                    "<",
                    ">",
                    "=",
                    "+",
                    "-",
                    "*",
                    "/",
                    "%",
                    "1",
                    "0",
                    "-1",
                    "1e400",
                    "99999999999999999999",
                    "1.5",
                    "''",
                    "INT",
                    "STRUCT<",
                    "ARRAY<",
                    "DECIMAL(0,0)",
                    "DECIMAL(999,1)",
                    "GROUP BY",
                    "HAVING",
                    "WINDOW",
                    "WITHIN",
                    "JOIN",
                    "ON",
                    "AND",
                    "OR",
                    "NOT",
                    "CASE",
                    "WHEN",
                    "END",
                    "CAST(",
                    "AS",
                    "EMIT FINAL",
                    "LIMIT -1",
                    "${x}",
                    "\0",
                    "\u2028",
                    "é",
                    "😀",
                    "\ud800",
                    "\t");

    private final RandomGenerator random;

    StatementMutation(RandomGenerator random) {
        this.random = random;
    }

    String of(String statement) {
        var tokens =
                new ArrayList<>(TOKEN.matcher(statement).results().map(m -> m.group()).toList());
        for (int i = random.nextInt(1, 4); i > 0 && !tokens.isEmpty(); i--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(9)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(at));
                case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
                case 3 -> tokens.add(at, " " + word() + " ");
                case 4 -> tokens.set(at, word());
                case 5 -> tokens.set(at, characters(tokens.get(at)));
                case 6 -> tokens.set(at, tokens.get(at).toLowerCase(java.util.Locale.ROOT));
                case 7 -> {
                    if (random.nextInt(20) == 0) {
                        tokens.subList(at, tokens.size()).clear();
                    }
                }
                default -> {
                    if (random.nextInt(40) == 0) {
                        int depth = random.nextInt(1, 2000);
                        tokens.set(at, "(".repeat(depth) + tokens.get(at) + ")".repeat(depth));
                    }
                }
            }
        }
        return String.join("", tokens);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String characters(String token) {
        int at = random.nextInt(token.length() + 1);
        return switch (random.nextInt(3)) {
            case 0 ->
                    token.substring(0, at) + (char) random.nextInt(1, 0x250) + token.substring(at);
            case 1 -> new StringBuilder(token).reverse().toString();
            default -> token.substring(0, at);
        };
    }
}
