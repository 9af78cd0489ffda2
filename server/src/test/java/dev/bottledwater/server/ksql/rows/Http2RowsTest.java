// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** What clients of push queries see over HTTP/2. */
@Timeout(120)
class Http2RowsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration HEARTBEAT = Duration.ofMillis(300);

    @Test
    void sendsRowsOverHttp2OneByOneAndNothingBetween() throws Exception {
        var push =
                new FakeRowStream(
                        "q1",
                        Kind.PUSH,
                        List.of(
                                new ResultColumn("K", Primitive.STRING, true),
                                new ResultColumn("N", Primitive.BIGINT, false)));
        try (var server = new TestServer(TestServer.USERS, false, HEARTBEAT, List.of());
                var http = HttpClient.newHttpClient()) {
            server.engine.onQuery("Q", () -> push);
            // a connection's first request is the one that takes it to HTTP/2
            http.send(
                    server.request("/info").version(Version.HTTP_2).GET().build(),
                    BodyHandlers.discarding());
            for (long n = 0; n < 20; n++) {
                push.row("a", n);
            }
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                    http.send(
                            server.request("/query-stream")
                                    .version(Version.HTTP_2)
                                    .POST(BodyPublishers.ofString("{\"sql\":\"Q\"}"))
                                    .build(),
                            BodyHandlers.ofPublisher());
            var pieces = new Pieces();
            response.body().subscribe(pieces);
            await().atMost(PATIENCE).until(() -> pieces.texts.size() >= 21);
            await().atMost(PATIENCE)
                    .during(HEARTBEAT.multipliedBy(3))
                    .until(() -> pieces.texts.size() == 21);
            push.row("b", 1L).end("Limit Reached");
            pieces.ended.get(60, TimeUnit.SECONDS);

            assertThat(pieces.texts)
                    .contains("[\"a\",0]\n", "[\"a\",1]\n")
                    .endsWith("[\"a\",19]\n", "[\"b\",1]\n");
        }
    }

    /** What arrived, as it was cut by the server. */
    private static final class Pieces implements Flow.Subscriber<List<ByteBuffer>> {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            buffers.stream()
                    .filter(ByteBuffer::hasRemaining)
                    .forEach(b -> texts.add(StandardCharsets.UTF_8.decode(b).toString()));
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(true);
        }
    }
}
