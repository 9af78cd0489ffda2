// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class JsonAnswersTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = new TestServer();
        server.engine.on("A;");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/vnd.ksql.v1+json | application/vnd.ksql.v1+json
                    application/json | application/json
                    application/json;q=0.5, application/vnd.ksql.v1+json | application/vnd.ksql.v1+json
                    application/vnd.ksql.v1+json;q=0.5, */* | application/json
                    application/json, application/vnd.ksql.v1+json | application/json
                    */* | application/json
                    text/html,application/xhtml+xml;q=0.9 | application/json
                    nonsense | application/json
                    """)
    void theClientChoosesWhatTheDocumentIsCalled(String accept, String contentType)
            throws Exception {
        for (String path : new String[] {"/info", "/healthcheck", "/status", "/v1/metadata/id"}) {
            var answer = server.send(server.request(path).header("Accept", accept).GET());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).contains(contentType);
        }
        var answer =
                server.send(
                        server.request("/ksql")
                                .header("Accept", accept)
                                .POST(BodyPublishers.ofString("{\"ksql\":\"A;\"}")));
        assertThat(answer.body()).isEqualTo("[]");
        assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
    }
}
