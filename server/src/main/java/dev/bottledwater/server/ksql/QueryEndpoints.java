// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.server.ksql.rows.DelimitedFormat;
import dev.bottledwater.server.ksql.rows.JsonArrayFormat;
import dev.bottledwater.server.ksql.rows.PrintFormat;
import dev.bottledwater.server.ksql.rows.ProtobufRows;
import dev.bottledwater.server.ksql.rows.ResultFormat;
import dev.bottledwater.server.ksql.rows.ResultSender;
import dev.bottledwater.server.ksql.rows.V1Format;
import dev.bottledwater.server.web.Accept;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.QueryStreamRequest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /query} and {@code POST /query-stream}: run one SELECT or PRINT. */
final class QueryEndpoints {
    private static final int NOT_ACCEPTABLE = 40600;

    /** What {@code /query} takes; it answers all of them alike, but Protobuf. */
    private static final List<String> QUERY =
            List.of(V1Format.MEDIA_TYPE, JsonArrayFormat.MEDIA_TYPE, V1Format.PROTOBUF);

    private static final List<String> QUERY_STREAM =
            List.of(
                    DelimitedFormat.MEDIA_TYPE,
                    JsonArrayFormat.MEDIA_TYPE,
                    V1Format.MEDIA_TYPE,
                    V1Format.PROTOBUF);

    private final EngineAccess access;
    private final EarlierCommands earlier;
    private final ResultSender sender;

    QueryEndpoints(EngineAccess access, ResultSender sender) {
        this.access = access;
        this.earlier = new EarlierCommands(access);
        this.sender = sender;
    }

    void query(RoutedRequest request) throws IOException, InterruptedException {
        Exchange exchange = request.exchange();
        Optional<String> mediaType = chosen(exchange, QUERY);
        if (mediaType.isEmpty()) {
            notFound(exchange);
            return;
        }
        KsqlRequest query =
                RequestJson.read(
                        exchange,
                        KsqlRequest.class,
                        "POST /query takes {\"ksql\": \"SELECT …;\", \"streamsProperties\": {…}}.");
        earlier.await(query.commandSequenceNumber());
        RowStream rows = open(query.ksql(), query.streamsProperties(), query.sessionVariables());
        ResultFormat format =
                rows.kind() == RowStream.Kind.PRINT
                        ? new PrintFormat(JsonArrayFormat.MEDIA_TYPE, false)
                        : mediaType.get().equals(V1Format.PROTOBUF)
                                ? messages(rows)
                                : V1Format.values();
        sender.send(rows, format, exchange);
    }

    /** Answers {@code /query} with rows that are at hand. */
    Optional<Answer> queryAtOnce(RoutedRequest request) {
        return atOnce(request.exchange(), QUERY, KsqlRequest.class)
                .filter(asked -> earlier.haveRun(asked.query().commandSequenceNumber()))
                .flatMap(
                        asked ->
                                rowsAtHand(
                                                asked.query().ksql(),
                                                asked.query().streamsProperties(),
                                                asked.query().sessionVariables())
                                        .map(rows -> sender.whole(rows, V1Format.values())));
    }

    /** Answers {@code /query-stream} with rows that are at hand. */
    Optional<Answer> queryStreamAtOnce(RoutedRequest request) {
        return atOnce(request.exchange(), QUERY_STREAM, QueryStreamRequest.class)
                .filter(asked -> earlier.haveRun(asked.query().commandSequenceNumber()))
                .flatMap(
                        asked ->
                                rowsAtHand(
                                                asked.query().sql(),
                                                asked.query().properties(),
                                                asked.query().sessionVariables())
                                        .map(
                                                rows ->
                                                        sender.whole(
                                                                rows,
                                                                format(asked.mediaType(), rows))));
    }

    private record Asked<T>(T query, String mediaType) {}

    /** What is asked for, where it is there and could be answered at once. */
    private static <T> Optional<Asked<T>> atOnce(
            Exchange exchange, List<String> offered, Class<T> type) {
        Optional<String> mediaType = chosen(exchange, offered);
        return mediaType.isEmpty() || mediaType.get().equals(V1Format.PROTOBUF)
                ? Optional.empty()
                : exchange.bodyAtHand()
                        .map(body -> RequestJson.parse(body, type, null))
                        .map(query -> new Asked<>(query, mediaType.get()));
    }

    private Optional<RowStream> rowsAtHand(
            String sql, Map<String, Object> properties, Map<String, String> variables) {
        return access.engine().rowsAtHand(sql, properties, variables);
    }

    void queryStream(RoutedRequest request) throws IOException, InterruptedException {
        Exchange exchange = request.exchange();
        Optional<String> mediaType = chosen(exchange, QUERY_STREAM);
        if (mediaType.isEmpty()) {
            notFound(exchange);
            return;
        }
        QueryStreamRequest query =
                RequestJson.read(
                        exchange,
                        QueryStreamRequest.class,
                        "POST /query-stream takes {\"sql\": \"SELECT …;\", \"properties\": {…}}; ksql and"
                                + " streamsProperties are fields of /query and /ksql.");
        earlier.await(query.commandSequenceNumber());
        RowStream rows = open(query.sql(), query.properties(), query.sessionVariables());
        if (rows.kind() == RowStream.Kind.PRINT) {
            if (!mediaType.get().equals(DelimitedFormat.MEDIA_TYPE)) {
                rows.close();
                throw RefusedException.generic(
                        NOT_ACCEPTABLE,
                        "PRINT answers lines of text: send Accept: "
                                + DelimitedFormat.MEDIA_TYPE
                                + " or no Accept header.");
            }
            sender.send(rows, new PrintFormat(DelimitedFormat.MEDIA_TYPE, true), exchange);
            return;
        }
        sender.send(rows, format(mediaType.get(), rows), exchange);
    }

    private RowStream open(
            String sql, Map<String, Object> properties, Map<String, String> variables) {
        return EngineErrors.translating(() -> access.engine().query(sql, properties, variables));
    }

    private static Optional<String> chosen(Exchange exchange, List<String> offered) {
        Optional<Accept> accept = exchange.header("Accept").map(Accept::parse);
        return accept.isEmpty() ? Optional.of(offered.getFirst()) : accept.get().choose(offered);
    }

    /** A real ksqlDB server finds no route for media types that it doesn't know. */
    private static void notFound(Exchange exchange) throws IOException {
        exchange.answer(Answer.text(404, "Not Found"));
    }

    private static ResultFormat messages(RowStream rows) {
        try {
            return V1Format.messages(new ProtobufRows(rows));
        } catch (UnusableSchemaException e) {
            rows.close();
            throw RefusedException.generic(
                    NOT_ACCEPTABLE,
                    "%s. Send Accept: %s.".formatted(e.getMessage(), V1Format.MEDIA_TYPE));
        }
    }

    private static ResultFormat format(String mediaType, RowStream rows) {
        return switch (mediaType) {
            case DelimitedFormat.MEDIA_TYPE -> new DelimitedFormat();
            case JsonArrayFormat.MEDIA_TYPE -> new JsonArrayFormat();
            case V1Format.MEDIA_TYPE -> V1Format.values();
            case V1Format.PROTOBUF -> messages(rows);
            default -> throw new IllegalArgumentException(mediaType + " wasn't offered");
        };
    }
}
