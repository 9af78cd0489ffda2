// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(120)
class AccessLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String QUERIES = "ksql.endpoint.logging.log.queries";
    private static final String IGNORED = "ksql.endpoint.logging.ignored.paths.regex";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private void request(Map<String, String> properties) throws Exception {
        try (var server = new TestServer()) {
            server.log = AccessLog.of(properties, lines::add).orElseThrow();
            server.engine.onRowsAtHand(
                    "Q", () -> new FakeRowStream("q", Kind.PULL_TABLE, List.of()).end(null));
            server.get("/info?a=b");
            server.send(server.as("vi", "wrong", "/status?access_token=abc&x=y").GET());
            server.get("/healthcheck");
            server.post("/query-stream", "{\"sql\":\"Q\"}");
            server.get("/nosuch");
            // the answer may be there before its line is
            int expected = properties.containsKey(IGNORED) ? 4 : 5;
            Awaitility.await().atMost(PATIENCE).until(() -> lines.size() == expected);
        }
        lines.replaceAll(line -> line.replaceFirst("[0-9]+ ms$", "- ms"));
    }

    @Test
    void thereIsNoneUnlessItIsAskedFor() {
        assertThat(AccessLog.of(Map.of())).isEmpty();
    }

    @Test
    void tellsWhoAskedForWhat() throws Exception {
        request(Map.of(QUERIES, "false"));
        assertThat(lines)
                .containsExactly(
                        "127.0.0.1 admin \"GET /info\" 200 - ms",
                        "127.0.0.1 - \"GET /status\" 401 - ms",
                        "127.0.0.1 admin \"GET /healthcheck\" 200 - ms",
                        "127.0.0.1 admin \"POST /query-stream\" 200 - ms",
                        "127.0.0.1 admin \"GET /nosuch\" 404 - ms");
    }

    @Test
    void leavesPathsOutAndNeverHasAPassword() throws Exception {
        request(Map.of(QUERIES, "true", IGNORED, ".*health.*"));
        assertThat(lines)
                .containsExactly(
                        "127.0.0.1 admin \"GET /info?a=b\" 200 - ms",
                        "127.0.0.1 - \"GET /status?access_token=…&x=y\" 401 - ms",
                        "127.0.0.1 admin \"POST /query-stream\" 200 - ms",
                        "127.0.0.1 admin \"GET /nosuch\" 404 - ms");
    }
}
