// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the config vars say, checked. Unlike a record it keeps what may be absent behind
 * {@link Optional} accessors.
 */
public final class Settings {
    private final KafkaSettings kafka;
    private final HttpSettings http;
    private final List<User> users;
    private final @Nullable DatabaseSettings database;
    private final @Nullable SchemaRegistrySettings schemaRegistry;
    private final @Nullable RemoteConnectSettings remoteConnect;
    private final @Nullable HerokuSettings heroku;
    private final String cluster;
    private final boolean clusterChosen;
    private final @Nullable String dyno;
    private final @Nullable Duration topicRetention;
    private final @Nullable Duration connectRestart;
    private final @Nullable Path connectorsDirectory;
    private final boolean pruneConnectors;
    private final Path pluginPath;
    private final Path functionPath;
    private final List<Secret> secrets;
    private final PassedProperties passed;
    private final Map<String, Secret> connectorVars;
    private final List<Problem> warnings;
    private final List<CertificateExpiry> certificates;

    private Settings(
            KafkaSettings kafka,
            HttpSettings http,
            List<User> users,
            @Nullable DatabaseSettings database,
            @Nullable SchemaRegistrySettings schemaRegistry,
            @Nullable RemoteConnectSettings remoteConnect,
            @Nullable HerokuSettings heroku,
            String cluster,
            boolean clusterChosen,
            @Nullable String dyno,
            @Nullable Duration topicRetention,
            @Nullable Duration connectRestart,
            @Nullable Path connectorsDirectory,
            boolean pruneConnectors,
            Path pluginPath,
            Path functionPath,
            List<Secret> secrets,
            PassedProperties passed,
            Map<String, Secret> connectorVars,
            List<Problem> warnings,
            List<CertificateExpiry> certificates) {
        this.kafka = kafka;
        this.http = http;
        this.users = List.copyOf(users);
        this.database = database;
        this.schemaRegistry = schemaRegistry;
        this.remoteConnect = remoteConnect;
        this.heroku = heroku;
        this.cluster = cluster;
        this.clusterChosen = clusterChosen;
        this.dyno = dyno;
        this.topicRetention = topicRetention;
        this.connectRestart = connectRestart;
        this.connectorsDirectory = connectorsDirectory;
        this.pruneConnectors = pruneConnectors;
        this.pluginPath = pluginPath;
        this.functionPath = functionPath;
        this.secrets = List.copyOf(secrets);
        this.passed = passed;
        this.connectorVars = Map.copyOf(connectorVars);
        this.warnings = List.copyOf(warnings);
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads the settings where the program's home is the working directory.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Settings from(ConfigVars vars) {
        return from(vars, Path.of(""));
    }

    /**
     * Reads the settings.
     *
     * @param home the directory of the installed program, whose {@code plugins} directory is the
     *     default plugin path
     * @throws ConfigurationException with everything that is wrong
     */
    public static Settings from(ConfigVars vars, Path home) {
        return from(vars, home, Clock.systemUTC());
    }

    /**
     * Reads the settings, with warnings of properties of the SQL server that have no effect.
     *
     * @param home the directory of the installed program
     * @param check knows which have one
     * @throws ConfigurationException with everything that is wrong
     */
    public static Settings from(ConfigVars vars, Path home, PropertyCheck check) {
        return from(vars, home, Clock.systemUTC(), check);
    }

    /**
     * Reads the settings as of a given moment, which the validity of certificates depends on.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Settings from(ConfigVars vars, Path home, Clock clock) {
        return from(vars, home, clock, _ -> Optional.empty());
    }

    private static Settings from(ConfigVars vars, Path home, Clock clock, PropertyCheck check) {
        Problems problems = new Problems();
        KafkaSettings kafka = KafkaVars.read(vars, problems, clock.instant());
        HttpSettings http = HttpVars.read(vars, problems, clock.instant());
        List<User> users = UserVars.read(vars, problems);
        DatabaseSettings database = DatabaseVars.read(vars, problems);
        SchemaRegistrySettings schemaRegistry = SchemaRegistryVars.read(vars, problems);
        RemoteConnectSettings remoteConnect = RemoteConnectVars.read(vars, problems);
        HerokuSettings heroku = HerokuVars.read(vars, problems);
        String cluster = ServerVars.cluster(vars, problems);
        ServerVars.warnOfUnchosenCluster(vars, cluster, problems);
        Duration topicRetention = ServerVars.topicRetention(vars, kafka, problems);
        Duration connectRestart = ServerVars.connectRestart(vars, problems);
        Path connectorsDirectory = ServerVars.connectorsDirectory(vars, problems);
        boolean pruneConnectors = ServerVars.pruneConnectors(vars, problems);
        Path pluginPath = ServerVars.pluginPath(vars, home, problems);
        Path functionPath = ServerVars.functionPath(vars, problems);
        List<Secret> secrets = ServerVars.secrets(vars, problems);
        PassedProperties passed = PassedVars.read(vars, check, problems);
        LogFormat.check(vars, problems);
        Map<String, Secret> connectorVars = ConnectorVars.read(vars, problems);
        ServerVars.warnOfUnknown(vars, problems);
        if (users.isEmpty() && !http.insecureLocal()) {
            problems.warn(
                    Variable.BW_PASSWORD.name(),
                    "No user is defined, so every request but /health is answered with 401.",
                    "Set BW_PASSWORD (user admin) or BW_USERS=name:password:role,….");
        }
        problems.throwIfAny();
        if (kafka == null) {
            throw new IllegalStateException(
                    "Kafka's settings are missing without a problem that says why");
        }
        String dyno = vars.get(Variable.DYNO).orElse(null);
        return new Settings(
                kafka,
                http,
                users,
                database,
                schemaRegistry,
                remoteConnect,
                heroku,
                cluster,
                vars.get(Variable.BW_CLUSTER).isPresent(),
                dyno,
                topicRetention,
                connectRestart,
                connectorsDirectory,
                pruneConnectors,
                pluginPath,
                functionPath,
                secrets,
                passed,
                connectorVars,
                problems.warnings(),
                problems.expiries());
    }

    /**
     * Returns the directory of the jars with user-defined functions, for what runs without Kafka.
     *
     * @throws ConfigurationException if the variable names no directory
     */
    public static Path functionPath(ConfigVars vars) {
        Problems problems = new Problems();
        Path path = ServerVars.functionPath(vars, problems);
        problems.throwIfAny();
        return path;
    }

    /** Returns how to reach Kafka. */
    public KafkaSettings kafka() {
        return kafka;
    }

    /**
     * Returns how long topics keep records even when they are compacted; empty where compaction
     * keeps the last record of each key.
     */
    public Optional<Duration> topicRetention() {
        return Optional.ofNullable(topicRetention);
    }

    /**
     * Returns the longest pause before what failed of a connector is restarted; empty where nothing
     * is.
     */
    public Optional<Duration> connectRestart() {
        return Optional.ofNullable(connectRestart);
    }

    /** Returns the directory of the files that declare connectors; empty where there is none. */
    public Optional<Path> connectorsDirectory() {
        return Optional.ofNullable(connectorsDirectory);
    }

    /** Returns whether connectors that no file declares are deleted at the start. */
    public boolean pruneConnectors() {
        return pruneConnectors;
    }

    /** Returns how the HTTP port is served. */
    public HttpSettings http() {
        return http;
    }

    /**
     * Returns who may use the server; with nobody, every request but {@code /health} is refused.
     */
    public List<User> users() {
        return users;
    }

    /** Returns the database of {@code DATABASE_URL}. */
    public Optional<DatabaseSettings> database() {
        return Optional.ofNullable(database);
    }

    /** Returns the schema registry that SQL's formats with schemas use. */
    public Optional<SchemaRegistrySettings> schemaRegistry() {
        return Optional.ofNullable(schemaRegistry);
    }

    /**
     * Returns the Connect worker elsewhere whose connectors SQL's statements are about; empty where
     * they are those of this process.
     */
    public Optional<RemoteConnectSettings> remoteConnect() {
        return Optional.ofNullable(remoteConnect);
    }

    /** Returns how to reach Heroku's APIs; empty without {@code HEROKU_API_KEY}. */
    public Optional<HerokuSettings> heroku() {
        return Optional.ofNullable(heroku);
    }

    /**
     * Returns what keeps this app's topics and groups apart from those of other apps on the same
     * Kafka.
     */
    public String cluster() {
        return cluster;
    }

    /** Returns whether that name was chosen ({@code BW_CLUSTER}), and so stays as it is. */
    public boolean clusterChosen() {
        return clusterChosen;
    }

    /** Returns the dyno's name, such as {@code web.1}: not unique, and absent outside Heroku. */
    public Optional<String> dyno() {
        return Optional.ofNullable(dyno);
    }

    /** Returns the directory of Connect's plugins; the default may not exist. */
    public Path pluginPath() {
        return pluginPath;
    }

    /** Returns the directory of the jars with user-defined functions, which may not be there. */
    public Path functionPath() {
        return functionPath;
    }

    /**
     * Returns what instances of this app know each other by, from {@code BW_SECRET} and, for the
     * time of a change, {@code BW_SECRET_PREVIOUS}: the first is the one to use. May be empty.
     */
    public List<Secret> secrets() {
        return secrets;
    }

    /** Returns what config vars set of Connect's and KSQL's own properties. */
    public PassedProperties passed() {
        return passed;
    }

    /** Returns the config vars that connectors may name in their settings, by their names. */
    public Map<String, Secret> connectorVars() {
        return connectorVars;
    }

    /** Returns what works today and won't for long, or looks like a mistake. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** Returns when the certificates among the config vars end. */
    public List<CertificateExpiry> certificates() {
        return certificates;
    }

    /** Returns the names of topics and groups for these settings. */
    public Names names() {
        return new Names(kafka.prefix(), cluster);
    }

    @Override
    public String toString() {
        return "Settings[kafka="
                + kafka
                + ", http="
                + http
                + ", users="
                + users
                + ", database="
                + database
                + ", schemaRegistry="
                + schemaRegistry
                + ", remoteConnect="
                + remoteConnect
                + ", heroku="
                + heroku
                + ", cluster="
                + cluster
                + ", dyno="
                + dyno
                + ", pluginPath="
                + pluginPath
                + ", functionPath="
                + functionPath
                + ", secrets="
                + secrets
                + ", passed="
                + passed
                + ", connectorVars="
                + connectorVars.keySet()
                + "]";
    }
}
