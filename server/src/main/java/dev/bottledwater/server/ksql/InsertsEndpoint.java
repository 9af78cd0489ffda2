// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.server.ksql.rows.DelimitedFormat;
import dev.bottledwater.server.ksql.rows.JsonArrayFormat;
import dev.bottledwater.server.web.Accept;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.InsertsRequest;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * {@code POST /inserts-stream}: the first line of the body names a stream or table, each other line
 * is a row. A row is acknowledged when it is stored, while others still come. A row that can't be
 * stored is told of, and those behind it are stored all the same.
 */
record InsertsEndpoint(EngineAccess access) implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(InsertsEndpoint.class);
    private static final int BAD_REQUEST = 40000;
    private static final int SERVER_ERROR = 50000;

    private static final String TOO_LONG =
            "A line of an inserts stream has at most %d bytes.".formatted(InsertLines.LONGEST);

    /** Fractions keep all their digits: they may be for DECIMAL columns. */
    private static final ObjectReader ROWS =
            WireJson.mapper()
                    .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public void serve(RoutedRequest request) throws IOException, InterruptedException {
        Exchange exchange = request.exchange();
        boolean array = isArray(exchange);
        try (InsertLines lines = new InsertLines(exchange.incoming())) {
            RowInserts rows = open(lines);
            String mediaType = array ? JsonArrayFormat.MEDIA_TYPE : DelimitedFormat.MEDIA_TYPE;
            try (InsertAcks acks =
                    InsertAcks.start(exchange.stream(Answer.head(200, mediaType)), array)) {
                insert(lines, rows, acks);
                acks.end();
            }
        }
    }

    private static boolean isArray(Exchange exchange) {
        return exchange.header("Accept")
                .map(Accept::parse)
                .flatMap(
                        a ->
                                a.choose(
                                        List.of(
                                                DelimitedFormat.MEDIA_TYPE,
                                                JsonArrayFormat.MEDIA_TYPE)))
                .filter(JsonArrayFormat.MEDIA_TYPE::equals)
                .isPresent();
    }

    private RowInserts open(InsertLines lines) throws IOException {
        byte[] line;
        try {
            line = lines.next();
        } catch (InsertLines.TooLongException e) {
            throw RefusedException.generic(BAD_REQUEST, TOO_LONG);
        }
        InsertsRequest first;
        try {
            first =
                    WireJson.mapper()
                            .readValue(line == null ? new byte[0] : line, InsertsRequest.class);
        } catch (JsonProcessingException | CharConversionException e) {
            throw RefusedException.generic(
                    BAD_REQUEST,
                    "Invalid JSON in inserts stream request: the first line must be {\"target\": \"stream or table\"}.");
        }
        return EngineErrors.translating(() -> access.engine().inserts(first.target()));
    }

    private static void insert(InsertLines lines, RowInserts rows, InsertAcks acks)
            throws IOException, InterruptedException {
        long seq = 0;
        while (true) {
            byte[] line;
            try {
                line = lines.next();
            } catch (InsertLines.TooLongException e) {
                acks.expect();
                acks.failed(seq++, BAD_REQUEST, TOO_LONG);
                continue;
            }
            if (line == null) {
                return;
            }
            if (line.length > 0) {
                acks.expect();
                insert(line, seq++, rows, acks);
            }
        }
    }

    private static void insert(byte[] line, long seq, RowInserts rows, InsertAcks acks)
            throws IOException {
        try {
            Map<String, @Nullable Object> row = ROWS.readValue(line);
            rows.insert(row)
                    .whenComplete(
                            (_, failure) -> {
                                if (failure == null) {
                                    acks.stored(seq);
                                } else {
                                    acks.failed(seq, code(failure), message(failure));
                                }
                            });
        } catch (MismatchedInputException e) {
            acks.failed(
                    seq,
                    BAD_REQUEST,
                    "Invalid JSON in inserts stream: a row is one object, {\"column\": value, …}.");
        } catch (JsonProcessingException e) {
            acks.failed(
                    seq, BAD_REQUEST, "Invalid JSON in inserts stream: " + e.getOriginalMessage());
        } catch (CharConversionException e) {
            acks.failed(seq, BAD_REQUEST, "Invalid JSON in inserts stream: it isn't UTF-8.");
        } catch (StatementFailedException e) {
            acks.failed(seq, code(e), message(e));
        } catch (RuntimeException e) {
            // The answer has begun: a row that can't be told of would cost those before it theirs.
            LOG.error("A row of a client failed", e);
            acks.failed(seq, SERVER_ERROR, "The server made a mistake. Its log tells the cause.");
        }
    }

    private static int code(Throwable failure) {
        return unwrapped(failure) instanceof StatementFailedException known
                ? known.code().number()
                : SERVER_ERROR;
    }

    private static String message(Throwable failure) {
        return String.valueOf(unwrapped(failure).getMessage());
    }

    /** What failed, without the name of its class that a stage of a future puts in front. */
    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
