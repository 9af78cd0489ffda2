// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.server.ksql.rows.ChannelFormat;
import dev.bottledwater.server.ksql.rows.ResultSender;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.MessageChannel;
import dev.bottledwater.server.web.QueryString;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.FieldInfo;

import java.io.IOException;
import java.util.Optional;

/**
 * {@code GET /ws/query}: one SELECT or PRINT over WebSocket. The request is the parameter {@code
 * request}, a document as {@code /query} takes it. Once the handshake is answered, which clients in
 * browsers can't see fail, everything that is wrong is told in a message.
 */
record ChannelEndpoint(EngineAccess access, ResultSender sender) implements Endpoint {
    private static final int BAD_REQUEST = 40000;
    private static final int UPGRADE_REQUIRED = 42600;
    private static final String FORM =
            "GET /ws/query takes ?request={\"ksql\": \"SELECT …;\", \"streamsProperties\": {…}}, percent-encoded";

    @Override
    public void serve(RoutedRequest request) throws IOException {
        Optional<String> document =
                request.exchange().query().flatMap(q -> QueryString.parameter(q, "request"));
        if (!request.exchange().upgrade(channel -> serve(document, channel))) {
            throw RefusedException.generic(
                    UPGRADE_REQUIRED,
                    "GET /ws/query is for WebSocket clients. Others POST to /query-stream.");
        }
    }

    private void serve(Optional<String> document, MessageChannel channel)
            throws IOException, InterruptedException {
        try {
            KsqlRequest query = read(document);
            new EarlierCommands(access).await(query.commandSequenceNumber());
            RowStream rows =
                    EngineErrors.translating(
                            () ->
                                    access.engine()
                                            .query(
                                                    query.ksql(),
                                                    query.streamsProperties(),
                                                    query.sessionVariables()));
            sender.send(rows, new ChannelFormat(columns(rows)), channel);
        } catch (RefusedException e) {
            ChannelFormat.refuse(channel, e.error());
        }
    }

    private static KsqlRequest read(Optional<String> document) {
        if (document.isEmpty()) {
            throw RefusedException.generic(BAD_REQUEST, "The request is missing. " + FORM + ".");
        }
        return RequestJson.parse(document.get().getBytes(UTF_8), KsqlRequest.class, FORM + ".");
    }

    private static String columns(RowStream rows) {
        return WireJson.write(
                rows.columns().stream()
                        .map(
                                column ->
                                        new FieldInfo(
                                                column.name(),
                                                SchemaTranslation.of(column.type()),
                                                column.key() ? "KEY" : null,
                                                null))
                        .toList());
    }
}
