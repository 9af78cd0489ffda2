// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.connect.needs.HeartbeatDefault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Debezium connector for the database of {@code DATABASE_URL}, which it names part by part, so
 * that no password is in its settings.
 *
 * @param name the connector's
 * @param tables as {@code schema.table}, at least one
 * @param topicPrefix what the topics' names begin with
 */
record PostgresConnector(String name, List<String> tables, String topicPrefix) {

    ConnectorFile toFile() {
        // Names of slots take nothing else.
        String slot = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("tasks.max", "1");
        config.put("database.hostname", "${database:host}");
        config.put("database.port", "${database:port}");
        config.put("database.user", "${database:user}");
        config.put("database.password", "${database:password}");
        config.put("database.dbname", "${database:database}");
        config.put("database.sslmode", "${database:sslmode}");
        config.put("topic.prefix", topicPrefix);
        config.put("table.include.list", String.join(",", tables));
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", slot);
        config.put("publication.name", slot);
        config.put("publication.autocreate.mode", "filtered");
        // Without it a quiet table keeps the log of busy ones from being removed.
        config.put(HeartbeatDefault.SETTING, HeartbeatDefault.INTERVAL_MS);
        // Where a topic is missing and may not be created, the task fails and says so; without
        // these
        // it would run for ever and write nothing.
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.replication.factor", "-1");
        return new ConnectorFile(name, config);
    }
}
