// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.Locale;
import java.util.Objects;

/**
 * A name. Two identifiers are equal when their texts are: how a name was quoted and where it stood
 * don't change what it names.
 *
 * @param text the name after case folding: upper case unless it was quoted
 * @param quoted whether it stood in back quotes or double quotes
 * @param span where it stood
 */
public record Identifier(String text, boolean quoted, SourceSpan span) implements Node {
    /** Checks that there is a name at all. */
    public Identifier {
        Objects.requireNonNull(span, "span");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("An identifier needs at least one character");
        }
    }

    /** The identifier that the unquoted text means: folded to upper case. */
    public static Identifier unquoted(String text, SourceSpan span) {
        return new Identifier(text.toUpperCase(Locale.ROOT), false, span);
    }

    /** The identifier with exactly this text, without a place. */
    public static Identifier of(String text) {
        return new Identifier(text, true, SourceSpan.NONE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The bare text, without quotes. */
    @Override
    public String toString() {
        return text;
    }
}
