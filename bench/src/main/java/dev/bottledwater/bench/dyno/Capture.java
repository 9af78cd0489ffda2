// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.devkit.postgres.EmbeddedDatabase;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;

/** A table that Debezium captures, with the connector for it. */
final class Capture {
    static final String TOPIC = "trial.public.readings";

    private static final String CONNECTOR = "capture";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Capture() {}

    static void createTable(EmbeddedDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE readings (id BIGINT PRIMARY KEY, sensor INT NOT NULL, value INT NOT NULL, written BIGINT NOT NULL)");
        }
    }

    /** Creates the connector as users do, and waits until its task runs. */
    static void start(Rest web) throws InterruptedException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("database.hostname", "${database:host}");
        settings.put("database.port", "${database:port}");
        settings.put("database.user", "${database:user}");
        settings.put("database.password", "${database:password}");
        settings.put("database.dbname", "${database:database}");
        settings.put("plugin.name", "pgoutput");
        settings.put("publication.autocreate.mode", "filtered");
        settings.put("slot.name", "bottled_water_trial");
        settings.put("topic.prefix", "trial");
        settings.put("table.include.list", "public.readings");
        settings.put("poll.interval.ms", "50");
        settings.put("topic.creation.default.replication.factor", "-1");
        settings.put("topic.creation.default.partitions", "1");
        var body =
                ConnectorClient.named(
                        CONNECTOR, new ObjectMapper().valueToTree(settings).toString());
        var client = new ConnectorClient(web, () -> "the app", new Tally());
        client.expect(201, 409, "POST", "/connectors", body);
        client.awaitTasks(CONNECTOR, 1, "RUNNING");
    }

    /** The worker that its task was last said to be on. */
    static String worker(Rest web) {
        try {
            var status = web.get("/connectors/" + CONNECTOR + "/status").json();
            return status.path("tasks").path(0).path("worker_id").asText("nobody");
        } catch (Exception e) {
            return "nobody";
        }
    }

    static Duration patience() {
        return PATIENCE;
    }
}
