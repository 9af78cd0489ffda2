// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real {@code serve} process that knows every kind of secret, most of them for services that
 * aren't there, and gets requests that fail: none of the secrets is in its log, and none in an
 * answer, but for the statement or setting that its sender sent just then.
 */
class SecretsIT {
    private static final Map<String, String> VARS =
            Map.of(
                    "BW_SECRET", "mark-peers-and-more-letters",
                    "BW_SECRET_PREVIOUS", "mark-older-and-more-letters",
                    "BW_USERS", "vi:mark-viewer:viewer",
                    "SCHEMA_REGISTRY_URL", "http://reg:mark-registry@127.0.0.1:1",
                    "DATABASE_URL", "postgres://u:mark-database@127.0.0.1:1/d",
                    "HEROKU_API_KEY", "HRKU-mark-heroku",
                    "HEROKU_HOST", "https://127.0.0.1:1",
                    "HEROKU_DATA_HOST", "127.0.0.1:1",
                    "HEROKU_APP_NAME", "mild-river-1",
                    "BW_CONNECTOR_VARS", "CRM_TOKEN");

    private static final List<String> MARKS =
            List.of(
                    "mark-peers",
                    "mark-older",
                    "mark-viewer",
                    "mark-registry",
                    "mark-database",
                    "mark-heroku",
                    "mark-token",
                    "mark-wrong",
                    "mark-connector",
                    "mark-unknown");

    private static DemoEnvironment environment;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> answers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        environment = new DemoEnvironment(Home.directory()).with(VARS);
        environment.with(Map.of("CRM_TOKEN", "mark-token"));
        environment.startKafka();
        environment.startServe(0);
        // The topic of the peers isn't there, so that it is degraded for as long as it runs.
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .failFast(() -> !environment.serve().isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> {
                            assertThat(ksql("SHOW PROPERTIES;")).isEqualTo(200);
                            assertThat(send("GET", "/connectors", "")).isEqualTo(200);
                        });
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    private static int send(String method, String path, String body, String credentials)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(environment.url() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        credentials.getBytes(
                                                                StandardCharsets.UTF_8)))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        answers.add(
                "%s %s %s\n%d %s %s"
                        .formatted(
                                method,
                                path,
                                body,
                                answer.statusCode(),
                                answer.headers().map(),
                                answer.body()));
        // What came with the request may come back to its sender, nothing else may.
        var others = new ArrayList<>(MARKS);
        others.removeIf(body::contains);
        assertThat(answers.getLast()).doesNotContain(others);
        return answer.statusCode();
    }

    private static int send(String method, String path, String body) throws Exception {
        return send(method, path, body, DemoEnvironment.USER + ":" + environment.password());
    }

    private static int ksql(String sql) throws Exception {
        return send("POST", "/ksql", "{\"ksql\":\"%s\"}".formatted(sql));
    }

    private static String connector(String password) {
        var config = new LinkedHashMap<String, String>();
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("database.hostname", "127.0.0.1");
        config.put("database.port", "1");
        config.put("database.user", "u");
        config.put("database.password", password);
        config.put("database.dbname", "d");
        config.put("topic.prefix", "p");
        config.put("header.token", "${env:CRM_TOKEN}");
        var json = new StringBuilder();
        config.forEach(
                (name, value) ->
                        json.append(json.isEmpty() ? "" : ",")
                                .append("\"%s\":\"%s\"".formatted(name, value)));
        return "{%s}".formatted(json);
    }

    @Test
    void nothingTellsASecret() throws Exception {
        for (var path :
                List.of(
                        "/info",
                        "/health",
                        "/health/ready",
                        "/healthcheck",
                        "/metrics",
                        "/clusterStatus",
                        "/v1/metadata",
                        "/status",
                        "/connectors?expand=info&expand=status",
                        "/connector-plugins",
                        "/connectors/nosuch",
                        "/nosuch")) {
            send("GET", path, "");
            send("GET", path, "", "vi:mark-viewer");
            send("GET", path, "", "vi:mark-wrong");
        }
        assertThat(send("GET", "/info", "", "vi:mark-viewer")).isEqualTo(200);
        assertThat(send("GET", "/info", "", "vi:mark-wrong")).isEqualTo(401);

        for (var sql :
                List.of(
                        "SHOW PROPERTIES;",
                        "SHOW CONNECTORS;",
                        "SHOW TOPICS;",
                        "CREATE STREAM a (x INT) WITH (KAFKA_TOPIC='a', PARTITIONS=1, VALUE_FORMAT='AVRO');",
                        "CREATE STREAM b WITH (KAFKA_TOPIC='b', PARTITIONS=1, VALUE_FORMAT='PROTOBUF');",
                        "CREATE STREAM c (x INT) WITH (KAFKA_TOPIC='nosuch', VALUE_FORMAT='JSON');",
                        "SET 'ksql.schema.registry.basic.auth.user.info'='reg:mark-unknown'; SHOW PROPERTIES;",
                        "SELEC * FROM t;")) {
            ksql(sql);
        }
        var settings =
                "'connector.class'='io.debezium.connector.postgresql.PostgresConnector','database.hostname'='127.0.0.1','database.port'='1','database.user'='u','database.password'='mark-connector','database.dbname'='d','topic.prefix'='p'";
        assertThat(ksql("CREATE SOURCE CONNECTOR x WITH (" + settings + ");")).isNotEqualTo(200);
        assertThat(ksql("CREATE SOURCE CONNECTOR x WITH (" + settings + ";")).isEqualTo(400);
        assertThat(
                        ksql(
                                "CREATE SOURCE CONNECTOR x WITH ('connector.class'='nosuch','password'='mark-connector');"))
                .isNotEqualTo(200);

        assertThat(send("PUT", "/connectors/y/config", connector("mark-connector")))
                .isGreaterThanOrEqualTo(400);
        send(
                "POST",
                "/connectors",
                "{\"name\":\"y\",\"config\":%s}".formatted(connector("mark-connector")));
        send("POST", "/connectors", "{\"name\":\"y\",\"config\":{\"password\":\"mark-connector\"");
        send(
                "PUT",
                "/connector-plugins/PostgresConnector/config/validate",
                connector("mark-connector"));
        send(
                "POST",
                "/query-stream",
                "{\"sql\":\"SELECT * FROM nosuch;\",\"password\":\"mark-unknown\"}");
        send("PUT", "/admin/loggers/org.apache.kafka", "{\"level\":\"mark-unknown\"}");
        for (var path :
                List.of(
                        "/connectors",
                        "/connectors/y",
                        "/connectors/y/status",
                        "/metrics",
                        "/health")) {
            send("GET", path, "");
        }

        var log = environment.serve().lastLines(100_000);
        assertThat(log)
                .contains("bottled")
                .doesNotContain(MARKS)
                .doesNotContain(environment.password())
                .doesNotContain("PRIVATE KEY");
        environment
                .kafka()
                .configVars()
                .get("KAFKA_CLIENT_CERT_KEY")
                .lines()
                .filter(line -> line.length() > 40)
                .forEach(
                        line -> {
                            assertThat(log).doesNotContain(line);
                            assertThat(String.join("", answers)).doesNotContain(line);
                        });
        assertThat(answers).noneMatch(answer -> answer.contains(environment.password()));
    }
}
