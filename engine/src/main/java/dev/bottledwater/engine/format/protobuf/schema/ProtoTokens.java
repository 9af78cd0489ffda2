// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.ProtoToken.Kind;

import java.util.List;

/** Goes through the tokens of a schema. What is not as expected is refused with its line. */
final class ProtoTokens {
    private final List<ProtoToken> tokens;
    private int at;

    ProtoTokens(List<ProtoToken> tokens) {
        this.tokens = tokens;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    ProtoToken peek() {
        return tokens.get(at);
    }

    ProtoToken next() {
        var token = peek();
        if (token.kind() == Kind.END) {
            throw unexpected(token, "more");
        }
        at++;
        return token;
    }

    /** Takes the symbol or word if it comes next. */
    boolean accept(String symbolOrWord) {
        boolean there = peek().is(symbolOrWord);
        at += there ? 1 : 0;
        return there;
    }

    void expect(String symbolOrWord) {
        if (!accept(symbolOrWord)) {
            throw unexpected(peek(), "'" + symbolOrWord + "'");
        }
    }

    String word() {
        var token = peek();
        if (token.kind() != Kind.WORD) {
            throw unexpected(token, "a name");
        }
        at++;
        return token.text();
    }

    /** Words with dots between them, and maybe one before. */
    String fullName() {
        return fullName(next());
    }

    String fullName(ProtoToken first) {
        var name = new StringBuilder();
        if (first.is(".")) {
            name.append('.').append(word());
        } else if (first.kind() == Kind.WORD) {
            name.append(first.text());
        } else {
            throw unexpected(first, "a name");
        }
        while (accept(".")) {
            name.append('.').append(word());
        }
        return name.toString();
    }

    /** Strings that stand one behind the other are one. */
    String string() {
        var token = peek();
        if (token.kind() != Kind.STRING) {
            throw unexpected(token, "a string");
        }
        var text = new StringBuilder();
        while (peek().kind() == Kind.STRING) {
            text.append(next().text());
        }
        return text.toString();
    }

    int integer() {
        boolean negative = accept("-");
        var token = next();
        try {
            return Math.toIntExact(Long.decode((negative ? "-" : "") + token.text()));
        } catch (NumberFormatException | ArithmeticException _) {
            throw unexpected(token, "a whole number");
        }
    }

    /** Skips to behind the next semicolon. */
    void skipStatement() {
        while (!accept(";")) {
            next();
        }
    }

    /** Skips to behind the end of the next block in braces. */
    void skipBlock() {
        int depth = 0;
        do {
            var token = next();
            if (token.kind() == Kind.SYMBOL) {
                depth += token.text().equals("{") ? 1 : token.text().equals("}") ? -1 : 0;
                if (depth == 0 && token.text().equals("}")) {
                    return;
                }
            }
        } while (true);
    }

    UnusableSchemaException unexpected(ProtoToken token, String expected) {
        return new UnusableSchemaException(
                "it is no Protobuf schema: line %d: expected %s but found %s"
                        .formatted(token.line(), expected, token.describe()));
    }
}
