// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.wire.WireJson;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;

@Timeout(120)
class ConnectProxyTest {
    private static final String CONFIG =
            """
            {"connector.class":"org.example.Odd","odd.thing":"s3cret1","plain":"open",\
            "database.password":"s3cret2","key.converter":"org.example.KeyConverter",\
            "url":"jdbc:postgresql://h/db?user=x&password=s3cret3",\
            "transforms.x.token":"${file:secrets:token}","transforms.y.token":"s3cret4"}""";

    private TestServer server;
    private FakeWorker worker;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        worker = new FakeWorker();
        server.connect = new WorkerState.Running(worker.uri());
    }

    @AfterEach
    void stop() {
        server.close();
        worker.close();
    }

    @Test
    void masksSecretsInEveryAnswerWithConfigs() throws Exception {
        HttpResponse<String> created =
                server.post("/connectors", "{\"name\":\"c\",\"config\":" + CONFIG + "}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/connectors/c");
        assertThat(worker.configs.get("c").toString()).isEqualTo(CONFIG);
        JsonNode shown = WireJson.mapper().readTree(created.body()).get("config");
        assertThat(shown.get("odd.thing").asText()).isEqualTo("********");
        assertThat(shown.get("database.password").asText()).isEqualTo("********");
        assertThat(shown.get("url").asText()).isEqualTo("********");
        assertThat(shown.get("transforms.y.token").asText()).isEqualTo("********");
        assertThat(shown.get("transforms.x.token").asText()).isEqualTo("${file:secrets:token}");
        assertThat(shown.get("plain").asText()).isEqualTo("open");
        assertThat(shown.get("key.converter").asText()).isEqualTo("org.example.KeyConverter");
        assertThat(server.get("/connectors/c").body()).doesNotContain("s3cret");
        assertThat(server.get("/connectors/c/config").body()).doesNotContain("s3cret");
        assertThat(server.get("/connectors/c/tasks").body())
                .doesNotContain("s3cret")
                .contains("task.class");
        assertThat(server.get("/connectors?expand=info").body())
                .doesNotContain("s3cret")
                .contains("\"plain\":\"open\"");
    }

    @Test
    void keepsStoredValuesWhereMasksComeBack() throws Exception {
        server.post("/connectors", "{\"name\":\"c\",\"config\":" + CONFIG + "}");
        String shown = server.get("/connectors/c/config").body();

        HttpResponse<String> put =
                server.send(
                        server.request("/connectors/c/config")
                                .PUT(BodyPublishers.ofString(shown.replace("open", "changed"))));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.body()).contains("changed").doesNotContain("s3cret");
        assertThat(worker.configs.get("c").toString()).isEqualTo(CONFIG.replace("open", "changed"));
    }

    @Test
    void validatesWithStoredValues() throws Exception {
        server.post("/connectors", "{\"name\":\"c\",\"config\":" + CONFIG + "}");

        HttpResponse<String> validated =
                server.send(
                        server.request("/connector-plugins/Odd/config/validate")
                                .PUT(
                                        BodyPublishers.ofString(
                                                "{\"name\":\"c\",\"odd.thing\":\"********\",\"plain\":\"p\"}")));

        assertThat(validated.body())
                .contains("\"value\":\"p\"")
                .contains("{\"name\":\"odd.thing\",\"value\":\"********\"}")
                .doesNotContain("s3cret");
    }

    @Test
    void refusesAMaskThatStandsForNothing() throws Exception {
        HttpResponse<String> put =
                server.send(
                        server.request("/connectors/new/config")
                                .PUT(BodyPublishers.ofString("{\"a.password\":\"********\"}")));

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(put.body())
                .startsWith("{\"error_code\":400,\"message\":\"The setting 'a.password' is");
        assertThat(worker.configs).isEmpty();
    }

    @Test
    void passesStatusesBodiesAndNamesOn() throws Exception {
        assertThat(server.get("/connectors/c%2F1").body()).isEqualTo("{\"name\":\"c/1\"}");
        assertThat(server.get("/connect/").body()).isEqualTo("{\"version\":\"4.3.1\"}");
        assertThat(server.get("/connect").body()).isEqualTo("{\"version\":\"4.3.1\"}");
        assertThat(server.get("/connect/health").body()).contains("healthy");
        worker.configs.put("c", WireJson.mapper().createObjectNode());
        HttpResponse<String> deleted = server.send(server.request("/connectors/c").DELETE());
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        HttpResponse<String> missing = server.get("/connectors/nosuch/config");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .isEqualTo("{\"error_code\":404,\"message\":\"Connector not found\"}");
        assertThat(worker.requests).contains("GET /", "GET /health", "GET /connectors/c%2F1");
    }

    @Test
    void redactsPasswordsInTraces() {
        assertThat(
                        SecretSettings.redact(
                                "Failed at postgres://ada:s3cret@h/db\n\tat x.Y\njdbc:x?a=b&password=s3cret&c=d"))
                .isEqualTo(
                        "Failed at postgres://ada:********@h/db\n\tat x.Y\njdbc:x?a=b&password=********&c=d");
    }

    @Test
    void refusesBodiesThatFillTheHeap() throws Exception {
        HttpResponse<String> post =
                server.post("/connectors", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}");

        assertThat(post.statusCode()).isEqualTo(413);
        assertThat(post.body()).startsWith("{\"error_code\":413,");
        assertThat(worker.requests).isEmpty();
    }

    @Test
    void saysWhyConnectIsNotThere() throws Exception {
        server.connect =
                new WorkerState.Failed(
                        "The topic x is missing.", Instant.parse("2026-01-01T00:00:00Z"));
        HttpResponse<String> failed = server.get("/connectors");
        worker.close();
        server.connect = new WorkerState.Running(worker.uri());
        HttpResponse<String> dead = server.get("/connectors");

        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Retry-After")).isPresent();
        assertThat(failed.body())
                .isEqualTo(
                        "{\"error_code\":503,\"message\":\"Connect isn't running. The topic x is missing. It is started again at 2026-01-01T00:00:00Z.\"}");
        assertThat(dead.statusCode()).isEqualTo(503);
        assertThat(dead.body()).contains("Connect doesn't answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database.password",
                "sasl.jaas.config",
                "aws.secret.access.key",
                "ssl.keystore.key",
                "connection.apiKey",
                "github.token",
                "producer.override.ssl.key.password",
            })
    void knowsSecretsByName(String name) {
        assertThat(SecretSettings.isSecret(name, "x", Set.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgres://ada:p/a@ss@h/db        | postgres://ada:********@h/db
                    amqp://a:b1@h1,amqp://b:c2@h2/db  | amqp://a:********@h1,amqp://b:********@h2/db
                    https://0123456789abcdef01234@h/x | https://********@h/x
                    jdbc:oracle:thin:scott/tiger@//h  | jdbc:oracle:thin:scott/********@//h
                    host=h password=s3cret dbname=d   | host=h password=******** dbname=d
                    Endpoint=x;SharedAccessKey=abc=   | Endpoint=x;SharedAccessKey=********
                    AccountKey="a b"                  | AccountKey=********
                    jdbc:x://h/d?accessToken=t&a=b    | jdbc:x://h/d?accessToken=********&a=b
                    """)
    void knowsSecretsByWhereTheyStand(String value, String redacted) {
        assertThat(SecretSettings.isSecret("some.setting", value, Set.of())).isTrue();
        assertThat(SecretSettings.redact(value)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource({
        "key.converter, org.example.Json",
        "message.key.columns, t:id",
        "database.password, ''",
        "database.password, ${env:DB}",
        "topic.prefix, shop",
        "database.hostname, db.example.com:5432/x",
        "primary.key.mode, record_key",
        "bootstrap, 'http://host:9092/a@b'",
        "connection.url, 'jdbc:postgresql://h/d?user=u&password=${database:password}'",
        "connection.url, 'postgres://u:${env:P}@h/d'",
        "connection.url, 'jdbc:postgresql://h:5432/d?user=u&sslmode=require'",
        "git.url, 'ssh://git@github.com/a/b'",
    })
    void leavesOthersReadable(String name, String value) {
        assertThat(SecretSettings.isSecret(name, value, Set.of())).isFalse();
    }
}
