// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

/** Colours that a text can have on a terminal. */
public enum Style {
    /** For what went wrong. */
    RED("31"),
    /** For what is well. */
    GREEN("32"),
    /** For what might go wrong. */
    YELLOW("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns the text in this colour, or unchanged where {@code colour} is false. */
    public String paint(String text, boolean colour) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
