// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.postgres;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.process.ExitHook;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Postgres server on this machine that lives until {@link #close()}. Unlike the embedded server
 * under it, it checks passwords (SCRAM), commits synchronously, so that logical decoding sees a row
 * at once, and listens on no Unix socket. Nothing is flushed to disk: its data don't outlive it,
 * but for an orderly {@link #stop()}.
 *
 * <p>Its binaries are unpacked once per machine, into {@code embedded-pg} in the folder for
 * temporary files, and stay there.
 *
 * {@snippet :
 * try (EmbeddedDatabase database = EmbeddedDatabase.launch();
 *         Connection connection = database.connect()) {
 *     String databaseUrl = database.databaseUrl();
 * }
 * }
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String SUPERUSER = "postgres";
    private static final int BIND_ATTEMPTS = 3;
    private static final String END_CONNECTIONS =
            """
            WITH others AS MATERIALIZED (
              SELECT pid FROM pg_stat_activity
              WHERE pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender'))
            SELECT pid FROM others WHERE NOT pg_terminate_backend(pid, 1000)""";

    private final EmbeddedDatabaseOptions options;
    private final String superuserPassword = EmbeddedDatabaseOptions.defaults().password();
    private final DataDirectory directory;
    private final ExitHook exitHook;
    private @Nullable EmbeddedPostgres server;

    /** Kept over stops; 0 before the first start. */
    private int port;

    private boolean closed;

    private EmbeddedDatabase(EmbeddedDatabaseOptions options) {
        this.options = options;
        this.directory = DataDirectory.temporary("devkit-postgres-");
        this.exitHook = ExitHook.of("devkit-postgres-exit", this::close, options.stopOnExit());
    }

    /** Starts a server with {@link EmbeddedDatabaseOptions#defaults()}. */
    public static EmbeddedDatabase launch() {
        return launch(EmbeddedDatabaseOptions.defaults());
    }

    /**
     * Starts a server and returns once the role and its database exist.
     *
     * @throws IllegalStateException if it can't start, such as with a chosen port that is in use
     */
    public static EmbeddedDatabase launch(EmbeddedDatabaseOptions options) {
        EmbeddedDatabase database = new EmbeddedDatabase(options);
        try {
            database.launchServer();
            database.createRoleAndDatabase();
            database.requirePasswords();
            return database;
        } catch (SQLException | IOException e) {
            database.close();
            throw new IllegalStateException("The embedded Postgres could not be set up.", e);
        } catch (Throwable failure) {
            database.close();
            throw failure;
        }
    }

    /** {@code postgres://user:password@host:port/database}, percent-encoded. */
    public String databaseUrl() {
        return "postgres://%s:%s@%s:%d/%s"
                .formatted(
                        encoded(options.user()),
                        encoded(options.password()),
                        options.host(),
                        port(),
                        encoded(options.database()));
    }

    /** A new connection of the role to its database; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(options.user(), options.password(), options.database());
    }

    /** A new connection of the server's super user to the role's database; the caller closes it. */
    public Connection connectAsSuperuser() throws SQLException {
        return connect(SUPERUSER, superuserPassword, options.database());
    }

    /** The temporary directory that holds the data. */
    public Path dataDirectory() {
        return directory.path();
    }

    /** The port. */
    public int port() {
        if (port == 0) {
            throw new IllegalStateException("The embedded Postgres was not started.");
        }
        return port;
    }

    /**
     * Ends all connections and stops the server, as a restart of its machine does; its data, slots
     * and port are kept for {@link #start()}. Clients are refused meanwhile. Does nothing if it
     * doesn't run.
     */
    public synchronized void stop() {
        EmbeddedPostgres running = server;
        if (running != null) {
            server = null;
            stop(running);
        }
    }

    /**
     * Starts a stopped server again. Does nothing if it runs.
     *
     * @throws IllegalStateException if it was closed, or can't start
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The embedded Postgres was closed.");
        }
        if (server == null) {
            launchServer();
        }
    }

    /** Ends all connections, stops the server and deletes its data. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        exitHook.remove();
        EmbeddedPostgres running = server;
        try {
            if (running != null) {
                stop(running);
            } else {
                // A start that was given up may have left a process behind.
                postmaster().ifPresent(EmbeddedDatabase::kill);
            }
        } finally {
            directory.close();
        }
        removeUnusedDefaultDirectory();
    }

    /** Zonky makes its default directory for programs even when it was given another one. */
    private void removeUnusedDefaultDirectory() {
        if (options.binaries() == null) {
            return;
        }
        Path unused = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        try {
            Files.deleteIfExists(unused);
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is used by another process", unused);
        } catch (IOException e) {
            LOG.warn("{} can't be removed: {}", unused, e.toString());
        }
    }

    /** Shows where the server listens; no password. */
    @Override
    public String toString() {
        return "EmbeddedDatabase[" + options + "]";
    }

    private void launchServer() {
        IOException failure = null;
        int given = port == 0 ? options.port() : port;
        for (int attempt = 1; attempt <= BIND_ATTEMPTS; attempt++) {
            int chosen = given == 0 ? FreePort.pick() : given;
            if (!FreePort.isFree(chosen)) {
                throw new IllegalStateException(
                        "The port %d on 127.0.0.1 is in use: choose another one or stop the process that listens on it."
                                .formatted(chosen));
            }
            try {
                server = builder(chosen).start();
                port = chosen;
                return;
            } catch (IOException e) {
                failure = e;
                if (FreePort.isFree(chosen)) {
                    break;
                }
            }
        }
        throw new IllegalStateException("The embedded Postgres did not start.", failure);
    }

    private EmbeddedPostgres.Builder builder(int chosen) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPort(chosen)
                        .setDataDirectory(dataPath())
                        // They are there after a stop, and deleted with the directory.
                        .setCleanDataDirectory(false)
                        .setConnectConfig("password", superuserPassword)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(options.startTimeout())
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("listen_addresses", addresses())
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig(
                                "wal_level", options.logicalDecoding() ? "logical" : "replica")
                        .setServerConfig("max_wal_senders", "10")
                        .setServerConfig("max_replication_slots", "10")
                        .setServerConfig("max_connections", "100")
                        // Off by default here: logical decoding would see a commit up to 0.6 s
                        // late.
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("restart_after_crash", "off")
                        .setServerConfig("password_encryption", "scram-sha-256");
        Path binaries = options.binaries();
        if (binaries != null) {
            builder.setOverrideWorkingDirectory(binaries.toFile());
        }
        options.serverSettings().forEach(builder::setServerConfig);
        return builder;
    }

    /** Its owner comes over 127.0.0.1. */
    private String addresses() {
        return options.host().equals("127.0.0.1") ? "127.0.0.1" : "127.0.0.1," + options.host();
    }

    private void createRoleAndDatabase() throws SQLException {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            String user = quoted(options.user());
            statement.execute(
                    "ALTER ROLE %s PASSWORD %s"
                            .formatted(SUPERUSER, statement.enquoteLiteral(superuserPassword)));
            statement.execute(
                    "CREATE ROLE %s LOGIN %s PASSWORD %s"
                            .formatted(
                                    user,
                                    options.replicationRole() ? "REPLICATION" : "NOREPLICATION",
                                    statement.enquoteLiteral(options.password())));
            statement.execute(
                    "CREATE DATABASE %s OWNER %s".formatted(quoted(options.database()), user));
        }
    }

    /** The embedded server trusts everybody; a wrong password in DATABASE_URL would go unseen. */
    private void requirePasswords() throws IOException, SQLException {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            Files.writeString(
                    dataPath().resolve("pg_hba.conf"),
                    // It listens where it is told to, and to whoever comes there.
                    """
                    host all all all scram-sha-256
                    host replication all all scram-sha-256
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private void stop(EmbeddedPostgres running) {
        Optional<ProcessHandle> postmaster = postmaster();
        endConnections();
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Postgres could not be stopped.", e);
        } finally {
            // pg_ctl returns when the pid file is gone, shortly before the process is.
            postmaster
                    .filter(process -> !ended(process, Duration.ofSeconds(5)))
                    .ifPresent(EmbeddedDatabase::kill);
        }
    }

    /**
     * Postgres would wait for replication clients to catch up, and can't even tell a client of its
     * end that doesn't read. The process of such a client is killed, whereupon the server, which
     * may not restart after a crash, ends at once.
     */
    private void endConnections() {
        try (Connection connection = connect(SUPERUSER, superuserPassword, SUPERUSER);
                PreparedStatement statement = connection.prepareStatement(END_CONNECTIONS);
                ResultSet stuck = statement.executeQuery()) {
            while (stuck.next()) {
                long pid = stuck.getLong(1);
                LOG.warn("A client of the embedded Postgres does not read: pid {} killed", pid);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (SQLException e) {
            LOG.debug("The connections of the embedded Postgres could not be ended", e);
        }
    }

    private static void kill(ProcessHandle postmaster) {
        LOG.warn("The embedded Postgres (pid {}) did not stop in time: killed", postmaster.pid());
        postmaster.destroyForcibly();
        if (!ended(postmaster, Duration.ofSeconds(10))) {
            throw new IllegalStateException(
                    "The embedded Postgres (pid " + postmaster.pid() + ") can't be killed.");
        }
    }

    private static boolean ended(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a process can't be awaited.", e);
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String pid = Files.readAllLines(dataPath().resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The pid of the embedded Postgres can't be read.", e);
        }
    }

    private Connection connect(String user, String password, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), encoded(database)),
                properties);
    }

    private Path dataPath() {
        return directory.path().resolve("data");
    }

    private EmbeddedPostgres running() {
        EmbeddedPostgres running = server;
        if (running == null) {
            throw new IllegalStateException("The embedded Postgres was not started.");
        }
        return running;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
