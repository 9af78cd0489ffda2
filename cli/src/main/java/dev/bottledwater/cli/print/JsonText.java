// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Indents JSON. */
final class JsonText {
    private JsonText() {}

    static String indented(String json) {
        try {
            return WireJson.mapper().readTree(json).toPrettyString();
        } catch (IOException broken) {
            throw new UncheckedIOException("Our own JSON can't be read", broken);
        }
    }
}
