// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import java.util.List;
import java.util.Objects;

/**
 * A part of a case: lines below a line with its kind.
 *
 * @param argument what stands behind the kind, empty for nothing
 * @param text the lines without empty ones at both ends, divided by {@code \n}
 * @param start the index of the first line below the kind's, in the file's lines
 * @param end the index behind its last line
 */
record Block(Kind kind, String argument, String text, int start, int end) {
    Block {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(argument);
        Objects.requireNonNull(text);
    }

    /** What a block holds; the names are the words in files, in lower case. */
    enum Kind {
        /** Statements that every case of the file begins with. */
        SETUP,
        /** Statements. */
        SQL,
        /** A schema to register. */
        SCHEMA,
        /** A topic to create. */
        TOPIC,
        /** Records to write. */
        IN,
        /** Records that a topic got since it was last looked at. */
        OUT,
        /** The text of the failure of the block before. */
        ERROR,
        /** The plans of the queries that the statements before started. */
        PLAN,
        /** What the processing log got since it was last looked at. */
        LOG;

        /** Whether it says what is to come out and {@code --update} rewrites it. */
        boolean golden() {
            return switch (this) {
                case OUT, ERROR, PLAN, LOG -> true;
                case SETUP, SQL, SCHEMA, TOPIC, IN -> false;
            };
        }
    }

    /** The lines with something on them, comments left out. */
    List<String> records() {
        return text.lines().filter(l -> !l.isBlank() && !l.startsWith("--")).toList();
    }

    Block withText(String other) {
        return new Block(kind, argument, other, start, end);
    }
}
