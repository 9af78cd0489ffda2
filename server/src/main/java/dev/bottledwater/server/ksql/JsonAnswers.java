// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.server.ksql.rows.JsonArrayFormat;
import dev.bottledwater.server.ksql.rows.V1Format;
import dev.bottledwater.server.web.Accept;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Exchange;

import java.io.IOException;
import java.util.List;

/**
 * Answers that are one JSON document. {@code application/json} and {@code
 * application/vnd.ksql.v1+json} name the same document; it is called what the client asks for, and
 * {@code application/json} where it asks for neither, so that no client goes away empty-handed for
 * a header that it never thought of.
 */
final class JsonAnswers {
    private static final List<String> OFFERED =
            List.of(JsonArrayFormat.MEDIA_TYPE, V1Format.MEDIA_TYPE);

    private JsonAnswers() {}

    /** Answers with a document. */
    static void answer(Exchange exchange, String json) throws IOException {
        String mediaType =
                exchange.header("Accept")
                        .map(Accept::parse)
                        .flatMap(accept -> accept.choose(OFFERED))
                        .orElse(OFFERED.getFirst());
        exchange.answer(Answer.of(200, mediaType, json));
    }
}
