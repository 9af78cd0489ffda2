// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer: its status, headers and, unless it streams, its body. The array isn't copied and must
 * not be changed.
 */
public record Answer(int status, List<Header> headers, byte[] body) {
    private static final String JSON = "application/json";

    /** A header of an answer. */
    public record Header(String name, String value) {}

    public Answer {
        headers = List.copyOf(headers);
    }

    /** Returns an answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, List.of(), new byte[0]);
    }

    /** Returns an answer of type {@code application/json}. */
    public static Answer json(int status, String json) {
        return of(status, JSON, json);
    }

    /** Returns an answer of type {@code text/plain}. */
    public static Answer text(int status, String text) {
        return of(status, "text/plain;charset=utf-8", text);
    }

    /** Returns the beginning of a streaming answer. */
    public static Answer head(int status, String mediaType) {
        return of(status, mediaType, "");
    }

    /** Returns an answer with a copy of the bytes that remain. */
    public static Answer of(int status, String mediaType, ByteBuffer body) {
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        return new Answer(status, List.of(new Header("Content-Type", mediaType)), bytes);
    }

    /** Returns an answer of a text. */
    public static Answer of(int status, String mediaType, String body) {
        return new Answer(
                status,
                List.of(new Header("Content-Type", mediaType)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the same answer with one more header. */
    public Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body);
    }
}
