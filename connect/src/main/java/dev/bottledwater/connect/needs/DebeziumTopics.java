// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of a Debezium connector, as its documentation names them (3.6,
 * DefaultTopicNamingStrategy): {@code <topic.prefix>.<table>} for each table, and what it needs
 * besides.
 */
record DebeziumTopics(Map<String, String> config, Database database) {
    /** A regular expression that matches one name and no other, its dots escaped or not. */
    private static final Pattern LITERAL = Pattern.compile("[\\w$ -]+(\\\\?\\.[\\w$ -]+)+");

    private static final Pattern UNFIT = Pattern.compile("[^a-zA-Z0-9._-]");

    /** What kind of database it reads. */
    private enum Database {
        POSTGRES("table.include.list", "schema.table", false),
        MYSQL("table.include.list", "database.table", true),
        MARIADB("table.include.list", "database.table", true),
        SQLSERVER("table.include.list", "schema.table", true),
        ORACLE("table.include.list", "schema.table", true),
        DB2("table.include.list", "schema.table", true),
        MONGODB("collection.include.list", "database.collection", false);

        private final String include;
        private final String form;

        /** Whether it keeps a history of schemas in a topic, and tells of their changes. */
        private final boolean history;

        Database(String include, String form, boolean history) {
            this.include = include;
            this.form = form;
            this.history = history;
        }
    }

    /** Reads the settings of a connector; empty where it isn't one of Debezium's. */
    static Optional<DebeziumTopics> of(Map<String, String> config) {
        String type = config.getOrDefault("connector.class", "");
        String simple = type.substring(type.lastIndexOf('.') + 1).replaceFirst("Connector$", "");
        if (type.contains(".") && !type.startsWith("io.debezium.")) {
            return Optional.empty();
        }
        return switch (simple) {
            case "Postgres" -> Optional.of(new DebeziumTopics(config, Database.POSTGRES));
            case "MySql" -> Optional.of(new DebeziumTopics(config, Database.MYSQL));
            case "MariaDb" -> Optional.of(new DebeziumTopics(config, Database.MARIADB));
            case "SqlServer" -> Optional.of(new DebeziumTopics(config, Database.SQLSERVER));
            case "Oracle" -> Optional.of(new DebeziumTopics(config, Database.ORACLE));
            case "Db2" -> Optional.of(new DebeziumTopics(config, Database.DB2));
            case "MongoDb" -> Optional.of(new DebeziumTopics(config, Database.MONGODB));
            default -> Optional.empty();
        };
    }

    boolean postgres() {
        return database == Database.POSTGRES;
    }

    /** One for each table that is named. */
    List<String> tables() {
        List<String> topics = new ArrayList<>();
        for (String table : included()) {
            if (LITERAL.matcher(table).matches()) {
                String name = table.replace("\\.", ".").replace(".", delimiter());
                topics.addAll(qualified(name));
            }
        }
        return topics;
    }

    /** SQL Server and Oracle have the database between the prefix and the schema. */
    private List<String> qualified(String table) {
        List<String> databases =
                switch (database) {
                    case SQLSERVER -> entries("database.names");
                    case POSTGRES, MYSQL, MARIADB, ORACLE, DB2, MONGODB -> List.of();
                };
        return databases.isEmpty()
                ? List.of(topic(prefix() + delimiter() + table))
                : databases.stream()
                        .map(name -> topic(prefix() + delimiter() + name + delimiter() + table))
                        .toList();
    }

    Optional<String> heartbeat() {
        String interval = text(HeartbeatDefault.SETTING, "0");
        return interval.matches("0+")
                ? Optional.empty()
                : Optional.of(
                        topic(
                                text("topic.heartbeat.prefix", "__debezium-heartbeat")
                                        + delimiter()
                                        + prefix()));
    }

    Optional<String> transactions() {
        return text("provide.transaction.metadata", "false").equals("true")
                ? Optional.of(
                        topic(prefix() + delimiter() + text("topic.transaction", "transaction")))
                : Optional.empty();
    }

    /** What DDL changed, for whoever reads it. */
    Optional<String> schemaChanges() {
        return database.history && text("include.schema.changes", "true").equals("true")
                ? Optional.of(topic(prefix()))
                : Optional.empty();
    }

    /** What the connector itself reads at its start. */
    Optional<String> schemaHistory() {
        return Optional.of(text("schema.history.internal.kafka.topic", ""))
                .filter(topic -> database.history && !topic.isEmpty());
    }

    Optional<String> signals() {
        return entries("signal.enabled.channels").contains("kafka")
                ? Optional.of(text("signal.kafka.topic", prefix() + "-signal"))
                : Optional.empty();
    }

    /** What the settings don't tell. */
    List<String> unknown() {
        List<String> sentences = new ArrayList<>();
        if (prefix().isEmpty()) {
            sentences.add("topic.prefix isn't set, which every topic's name begins with.");
        }
        if (included().isEmpty()) {
            sentences.add(
                    "It reads every table, since "
                            + database.include
                            + " isn't set; set it to "
                            + database.form
                            + ", … to know its topics.");
        }
        for (String table : included()) {
            if (!LITERAL.matcher(table).matches()) {
                sentences.add(
                        "Which tables match '"
                                + table
                                + "' in "
                                + database.include
                                + " can't be told; each needs a topic.");
            }
        }
        return sentences;
    }

    private List<String> included() {
        return entries(database.include);
    }

    private List<String> entries(String key) {
        List<String> entries = new ArrayList<>();
        for (String entry : text(key, "").split(",")) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    private String prefix() {
        return text("topic.prefix", "");
    }

    private String delimiter() {
        return text("topic.delimiter", ".");
    }

    /** Letters that topics' names can't have become underscores. */
    private static String topic(String name) {
        return UNFIT.matcher(name).replaceAll("_");
    }

    private String text(String key, String otherwise) {
        String value = config.get(key);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
