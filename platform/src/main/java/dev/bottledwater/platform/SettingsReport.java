// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings in effect and where each came from, for people to read.
 *
 * @param entries in a fixed order
 */
public record SettingsReport(List<Entry> entries) {
    private static final String DEFAULT = "default";
    private static final Pattern SECRET =
            Pattern.compile("password|passphrase|secret|token|jaas|key$|credential|user\\.info");

    /**
     * One setting.
     *
     * @param setting its name
     * @param value its value, masked where it is secret; {@code -} where there is none
     * @param origin the config var that it came from, or {@code default}
     */
    public record Entry(String setting, String value, String origin) {}

    /** Copies the entries. */
    public SettingsReport {
        entries = List.copyOf(entries);
    }

    /**
     * Describes settings.
     *
     * @param vars the config vars that the settings were read from
     */
    public static SettingsReport of(Settings settings, ConfigVars vars) {
        Rows rows = new Rows(vars);
        KafkaSettings kafka = settings.kafka();
        rows.add(
                "kafka brokers", String.join(",", kafka.bootstrapServers()), kafka.variable("URL"));
        rows.add("kafka security", security(kafka), kafka.variable("URL"));
        if (kafka.clientProperties().containsKey("ssl.truststore.certificates")) {
            rows.add("kafka authorities", Secret.MASK, kafka.variable("TRUSTED_CERT"));
        }
        if (kafka.auth() == KafkaAuth.PASSWORD) {
            rows.add("kafka user", Secret.MASK, kafka.variable("SASL_USERNAME"));
            rows.add("kafka password", Secret.MASK, kafka.variable("SASL_PASSWORD"));
        }
        if (kafka.auth() == KafkaAuth.CERTIFICATE) {
            rows.add("kafka client certificate", Secret.MASK, kafka.variable("CLIENT_CERT"));
            rows.add("kafka client key", Secret.MASK, kafka.variable("CLIENT_CERT_KEY"));
        }
        rows.add("kafka prefix", kafka.prefix(), kafka.variable("PREFIX"));
        rows.add("port", Integer.toString(settings.http().port()), Variable.PORT.name());
        rows.add(
                "insecure local",
                Boolean.toString(settings.http().insecureLocal()),
                Variable.BW_INSECURE_LOCAL.name());
        rows.add(
                "https",
                settings.http().tls() == null ? "no" : Secret.MASK,
                Variable.BW_HTTP_CERT.name(),
                "KSQL_SSL_KEYSTORE_LOCATION");
        rows.add(
                "cors origins",
                String.join(",", new TreeSet<>(settings.http().corsOrigins())),
                Variable.BW_CORS_ORIGINS.name(),
                "KSQL_ACCESS_CONTROL_ALLOW_ORIGIN");
        rows.add(
                "trusted proxies",
                Integer.toString(settings.http().trustedProxies()),
                Variable.BW_TRUSTED_PROXIES.name());
        rows.add(
                "advertised url",
                settings.http().advertisedUrl(),
                Variable.BW_ADVERTISED_URL.name(),
                "KSQL_KSQL_ADVERTISED_LISTENER",
                Variable.HEROKU_PRIVATE_IP.name());
        rows.add("users", users(settings), Variable.BW_PASSWORD.name(), Variable.BW_USERS.name());
        rows.add(
                "shared secret",
                settings.secrets().stream().map(Secret::toString).collect(joining(", ")),
                Variable.BW_SECRET.name(),
                Variable.BW_SECRET_PREVIOUS.name());
        rows.add("database", database(settings.database()), Variable.DATABASE_URL.name());
        rows.add(
                "schema registry",
                schemaRegistry(settings.schemaRegistry()),
                Variable.SCHEMA_REGISTRY_URL.name(),
                Variable.SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO.name());
        rows.add(
                "connect of sql",
                settings.remoteConnect()
                        .map(
                                remote ->
                                        remote.url()
                                                + (remote.userInfo().isPresent()
                                                        ? " as " + Secret.MASK
                                                        : ""))
                        .orElse(""),
                "KSQL_KSQL_CONNECT_URL",
                "KSQL_KSQL_CONNECT_BASIC_AUTH_CREDENTIALS_FILE");
        rows.add(
                "heroku api",
                settings.heroku().map(SettingsReport::heroku).orElse(""),
                Variable.HEROKU_API_KEY.name(),
                Variable.HEROKU_HOST.name(),
                Variable.HEROKU_DATA_HOST.name(),
                Variable.BW_KAFKA_ADDON.name(),
                Variable.BW_HEROKU_TRUSTED_CERT.name());
        rows.add("cluster", settings.cluster(), cluster(vars).name());
        rows.add(
                "topic retention",
                settings.topicRetention().map(SettingsReport::time).orElse("forever"),
                Variable.BW_TOPIC_RETENTION.name());
        rows.add(
                "connector restarts",
                settings.connectRestart()
                        .map(longest -> "after " + SettingsReport.time(longest) + " at most")
                        .orElse("off"),
                Variable.BW_CONNECT_RESTART.name());
        rows.add(
                "declared connectors",
                settings.connectorsDirectory().map(Path::toString).orElse("none"),
                Variable.BW_CONNECTORS_DIR.name());
        rows.add("plugin path", settings.pluginPath().toString(), Variable.BW_PLUGIN_PATH.name());
        rows.add(
                "function path",
                settings.functionPath().toString(),
                Variable.BW_FUNCTION_PATH.name());
        rows.add(
                "connector vars",
                settings.connectorVars().keySet().stream().sorted().collect(joining(", ")),
                Variable.BW_CONNECTOR_VARS.name());
        rows.add("dyno", settings.dyno().orElse(""), Variable.DYNO.name());
        passed(rows, "connect: ", "CONNECT_", settings.passed().connect());
        passed(rows, "sql: ", "KSQL_", settings.passed().ksql());
        return new SettingsReport(rows.entries);
    }

    /** Names tell which values are secret; so do URLs with a password, which nothing needs here. */
    private static void passed(
            Rows rows, String part, String prefix, Map<String, String> properties) {
        Map<String, String> origins =
                rows.vars.names().stream()
                        .filter(name -> name.startsWith(prefix))
                        .collect(
                                toMap(
                                        name -> PassedVars.property(name, prefix),
                                        name -> name,
                                        (a, _) -> a));
        new TreeMap<>(properties)
                .forEach(
                        (property, value) ->
                                rows.add(
                                        part + property,
                                        SECRET.matcher(property).find() || value.contains("@")
                                                ? Secret.MASK
                                                : value,
                                        origins.getOrDefault(property, prefix)));
    }

    /** As it is written in the variable. */
    private static String time(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 3600 == 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String security(KafkaSettings kafka) {
        String transport = kafka.tls() ? "TLS" : "clear text";
        return switch (kafka.auth()) {
            case CERTIFICATE -> "TLS with a client certificate";
            case PASSWORD ->
                    transport
                            + " with a password ("
                            + kafka.clientProperties().get("sasl.mechanism")
                            + ")";
            case NONE -> kafka.tls() ? "TLS" : "none";
        };
    }

    private static String users(Settings settings) {
        return settings.users().stream()
                .map(
                        user ->
                                user.name()
                                        + " ("
                                        + user.role().name().toLowerCase(Locale.ROOT)
                                        + ", "
                                        + user.password()
                                        + ")")
                .collect(joining(", "));
    }

    private static String database(Optional<DatabaseSettings> database) {
        return database.map(
                        found ->
                                found.jdbcUrl()
                                        + " as "
                                        + found.user()
                                        + " with "
                                        + found.password())
                .orElse("");
    }

    private static String schemaRegistry(Optional<SchemaRegistrySettings> registry) {
        return registry.map(
                        found ->
                                found.urls().stream().map(URI::toString).collect(joining(","))
                                        + found.userInfo().map(user -> " as " + user).orElse(""))
                .orElse("");
    }

    private static String heroku(HerokuSettings heroku) {
        return heroku.dataApi()
                + " with "
                + heroku.apiKey()
                + heroku.addon().map(addon -> " for " + addon).orElse("");
    }

    private static Variable cluster(ConfigVars vars) {
        return vars.get(Variable.BW_CLUSTER).isPresent()
                ? Variable.BW_CLUSTER
                : Variable.HEROKU_APP_NAME;
    }

    private record Rows(ConfigVars vars, List<Entry> entries) {
        Rows(ConfigVars vars) {
            this(vars, new ArrayList<>());
        }

        void add(String setting, String value, String... variables) {
            String origin =
                    List.of(variables).stream()
                            .filter(name -> vars.get(name).isPresent())
                            .collect(joining(", "));
            entries.add(
                    new Entry(
                            setting,
                            value.isEmpty() ? "-" : value,
                            origin.isEmpty() ? DEFAULT : origin));
        }
    }
}
