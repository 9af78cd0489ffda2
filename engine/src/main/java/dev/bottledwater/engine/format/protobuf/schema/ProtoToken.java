// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

/**
 * A piece of a schema's text.
 *
 * @param text what stands there; of a string, what it means
 * @param line from 1
 */
record ProtoToken(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
    }

    /** As sentences name it. */
    String describe() {
        return switch (kind) {
            case END -> "the end of the text";
            case STRING -> "a string";
            case WORD, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
