// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a value in a cell, and how many columns of the screen a text takes. */
public final class CellText {
    private CellText() {}

    /**
     * Returns the text of a value as KSQL's command line shows it: {@code null}, {@code {A=1,
     * B=x}}, {@code [1, 2]}. Control characters become visible ones: data must not drive the
     * terminal of who reads it.
     */
    public static String of(@Nullable Object value) {
        return printable(raw(value));
    }

    /**
     * Returns the text with every control character replaced by its picture, such as ␛ for escape.
     */
    public static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        return text.chars()
                .map(
                        c ->
                                c < 0x20
                                        ? 0x2400 + c
                                        : c == 0x7F
                                                ? 0x2421
                                                : Character.isISOControl(c) ? 0xFFFD : c)
                .collect(
                        StringBuilder::new, (out, c) -> out.append((char) c), StringBuilder::append)
                .toString();
    }

    private static String raw(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> number.toPlainString();
            case Map<?, ?> fields ->
                    fields.entrySet().stream()
                            .map(field -> raw(field.getKey()) + "=" + raw(field.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> elements ->
                    elements.stream()
                            .map(CellText::raw)
                            .collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    /** Returns how many columns of the screen the text takes; East Asian letters take two each. */
    public static int width(String text) {
        return text.codePoints().map(CellText::width).sum();
    }

    private static int width(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** Returns the text with spaces behind it up to the width; unchanged when it is wider. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Returns the text, its end replaced by {@code …} when it is wider than {@code width}. */
    public static String clip(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        return width < 1 ? "" : pieces(text, width - 1).getFirst() + "…";
    }

    /**
     * Cuts the text into pieces of at most {@code width} columns each.
     *
     * @param width less than a letter's own is taken as that letter's
     * @return at least one piece
     */
    public static List<String> pieces(String text, int width) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            int needed = width(codePoint);
            if (used + needed > width && i > start) {
                pieces.add(text.substring(start, i));
                start = i;
                used = 0;
            }
            used += needed;
            i += Character.charCount(codePoint);
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
