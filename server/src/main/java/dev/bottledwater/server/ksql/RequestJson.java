// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Reads the JSON of requests, whatever media type they claim. */
final class RequestJson {
    /** Far above any script that people write; one request must not fill the heap. */
    static final int LIMIT = 1024 * 1024;

    private static final int BAD_REQUEST = 40000;

    private RequestJson() {}

    /**
     * Reads a request's body.
     *
     * @param hint what to say to clients that send something else; null for nothing
     * @throws RefusedException when it isn't such a document
     */
    static <T> T read(Exchange exchange, Class<T> type, @Nullable String hint) throws IOException {
        return parse(exchange.body(LIMIT), type, hint);
    }

    /**
     * Reads a document.
     *
     * @param hint what to say to clients that send something else; null for nothing
     * @throws RefusedException when it isn't such a document
     */
    static <T> T parse(byte[] body, Class<T> type, @Nullable String hint) {
        T document;
        try {
            document = WireJson.mapper().readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new RefusedException(
                    ErrorBody.generic(
                            BAD_REQUEST,
                            "Invalid JSON in request: " + message(e),
                            e instanceof JsonMappingException ? hint : null));
        } catch (IOException e) {
            // A parser for UTF-16 or UTF-32, which it takes a body with null bytes for, gave up.
            throw RefusedException.generic(
                    BAD_REQUEST, "Invalid JSON in request: the body isn't UTF-8.");
        }
        if (document == null) {
            throw RefusedException.generic(
                    BAD_REQUEST, "Invalid JSON in request: expected an object, not null");
        }
        return document;
    }

    /** Jackson's message without the chain of references, which names our classes. */
    private static String message(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String text = e.getOriginalMessage().replaceAll("`?(?:\\w+\\.)+(\\w+)(?:\\$\\w+)?`?", "$1");
        return location == null ? text : text + "\n at [Source: " + location(location) + "]";
    }

    private static String location(JsonLocation location) {
        return "%s; line: %d, column: %d"
                .formatted(
                        location.sourceDescription(), location.getLineNr(), location.getColumnNr());
    }
}
