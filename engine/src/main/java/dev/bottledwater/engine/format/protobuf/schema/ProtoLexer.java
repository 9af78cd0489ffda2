// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.ProtoToken.Kind;

import java.util.ArrayList;
import java.util.List;

/** Texts of schemas into tokens (Protobuf language specification, "Lexical elements"). */
final class ProtoLexer {
    private final String text;
    private int at;
    private int line = 1;

    private ProtoLexer(String text) {
        this.text = text;
    }

    /** All tokens, with one of kind END as the last. */
    static List<ProtoToken> tokens(String text) {
        var lexer = new ProtoLexer(text);
        var tokens = new ArrayList<ProtoToken>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private ProtoToken next() {
        skipBlanks();
        if (at == text.length()) {
            return new ProtoToken(Kind.END, "", line);
        }
        char c = text.charAt(at);
        if (isLetter(c)) {
            return word();
        }
        if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            return number();
        }
        if (c == '"' || c == '\'') {
            return new ProtoToken(Kind.STRING, string(c), line);
        }
        at++;
        return new ProtoToken(Kind.SYMBOL, String.valueOf(c), line);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                line += c == '\n' ? 1 : 0;
                at++;
            } else if (c == '/' && peek(1) == '/') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw error("a comment has no end");
        }
        for (; at < end + 2; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isLetter(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ProtoToken word() {
        int start = at;
        while (isLetter(peek(0)) || isDigit(peek(0))) {
            at++;
        }
        return new ProtoToken(Kind.WORD, text.substring(start, at), line);
    }

    private ProtoToken number() {
        int start = at;
        while (isLetter(peek(0)) || isDigit(peek(0)) || peek(0) == '.' || isSignOfExponent(start)) {
            at++;
        }
        return new ProtoToken(Kind.NUMBER, text.substring(start, at), line);
    }

    private boolean isSignOfExponent(int start) {
        char before = text.charAt(at == start ? at : at - 1);
        return (peek(0) == '-' || peek(0) == '+')
                && (before == 'e' || before == 'E')
                && !text.startsWith("0x", start)
                && !text.startsWith("0X", start);
    }

    private String string(char quote) {
        var meaning = new StringBuilder();
        for (at++; ; at++) {
            if (at == text.length() || text.charAt(at) == '\n') {
                throw error("a string has no end");
            }
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return meaning.toString();
            }
            if (c == '\\') {
                at++;
                escape(meaning);
            } else {
                meaning.append(c);
            }
        }
    }

    /** What stands behind a backslash; {@link #at} stays on its last character. */
    private void escape(StringBuilder meaning) {
        char c = peek(0);
        switch (c) {
            case 'a' -> meaning.append('\u0007');
            case 'b' -> meaning.append('\b');
            case 'f' -> meaning.append('\f');
            case 'n' -> meaning.append('\n');
            case 'r' -> meaning.append('\r');
            case 't' -> meaning.append('\t');
            case 'v' -> meaning.append('\u000B');
            case 'x', 'X' -> meaning.appendCodePoint(digits(16, 2));
            case 'u' -> meaning.appendCodePoint(digits(16, 4));
            case 'U' -> meaning.appendCodePoint(digits(16, 8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                meaning.appendCodePoint(digits(8, 3));
            }
            default -> meaning.append(c);
        }
    }

    private int digits(int radix, int most) {
        int value = 0;
        int count = 0;
        while (count < most && Character.digit(peek(1), radix) >= 0) {
            value = value * radix + Character.digit(peek(1), radix);
            at++;
            count++;
        }
        if (count == 0 || !Character.isValidCodePoint(value)) {
            throw error("a string has an escape that means nothing");
        }
        return value;
    }

    private UnusableSchemaException error(String what) {
        return new UnusableSchemaException(
                "it is no Protobuf schema: line %d: %s".formatted(line, what));
    }
}
