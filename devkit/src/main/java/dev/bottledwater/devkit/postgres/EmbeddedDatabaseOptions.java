// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.postgres;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How an {@link EmbeddedDatabase} is set up. {@link #toString()} hides the password.
 *
 * @param logicalDecoding whether {@code wal_level} is {@code logical}; otherwise {@code replica},
 *     as on servers where change data capture isn't possible
 * @param user the role that owns the database; no super user
 * @param password its password, any text that isn't empty
 * @param database the database's name
 * @param replicationRole whether the role has the REPLICATION attribute
 * @param host the address of this machine at which clients find the server, beside 127.0.0.1
 * @param port the port; 0 for a free one
 * @param serverSettings Postgres settings that win over those set here
 * @param startTimeout how long the server may take from its start to its first answer
 * @param stopOnExit whether the end of the JVM closes the server; off for programs that stop their
 *     servers in an order of their own
 * @param binaries where Postgres's programs are unpacked; null for a directory under the system's
 *     temporary one that outlives the server, so that the next one starts quicker
 */
public record EmbeddedDatabaseOptions(
        boolean logicalDecoding,
        String user,
        String password,
        String database,
        boolean replicationRole,
        String host,
        int port,
        Map<String, String> serverSettings,
        Duration startTimeout,
        boolean stopOnExit,
        @Nullable Path binaries) {
    // Settings travel through pg_ctl's shell command line.
    private static final Pattern SETTING_NAME = Pattern.compile("[a-z_.]+");
    private static final Pattern SETTING_VALUE = Pattern.compile("[A-Za-z0-9_.,:/+-]*");

    /** Checks names, port and settings. */
    public EmbeddedDatabaseOptions {
        if (user.isEmpty() || password.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException(
                    "The user, the password and the database's name must not be empty.");
        }
        if (user.equals("postgres")) {
            throw new IllegalArgumentException(
                    "The user 'postgres' is the server's own super user: choose another name.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port " + port + " is not in 0-65535.");
        }
        serverSettings.forEach(
                (name, value) -> {
                    if (!SETTING_NAME.matcher(name).matches()
                            || !SETTING_VALUE.matcher(value).matches()) {
                        throw new IllegalArgumentException(
                                "The Postgres setting %s=%s can't be given on a command line."
                                        .formatted(name, value));
                    }
                });
        serverSettings = Map.copyOf(serverSettings);
    }

    /** Logical decoding, a role {@code app} with a random password that owns {@code app}. */
    public static EmbeddedDatabaseOptions defaults() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return new EmbeddedDatabaseOptions(
                true,
                "app",
                "p" + HexFormat.of().formatHex(secret),
                "app",
                true,
                "127.0.0.1",
                0,
                Map.of(),
                Duration.ofSeconds(60),
                true,
                null);
    }

    /** The same with {@code wal_level=replica}. */
    public EmbeddedDatabaseOptions withoutLogicalDecoding() {
        return new EmbeddedDatabaseOptions(
                false,
                user,
                password,
                database,
                replicationRole,
                host,
                port,
                serverSettings,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same with another role, password and database. */
    public EmbeddedDatabaseOptions withCredentials(
            String newUser, String newPassword, String newDatabase) {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                newUser,
                newPassword,
                newDatabase,
                replicationRole,
                host,
                port,
                serverSettings,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same with a role that must not replicate. */
    public EmbeddedDatabaseOptions withoutReplicationRole() {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                false,
                host,
                port,
                serverSettings,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same at another address of this machine as well. */
    public EmbeddedDatabaseOptions withHost(String chosen) {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                chosen,
                port,
                serverSettings,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same on a given port, or a free one if 0. */
    public EmbeddedDatabaseOptions withPort(int chosen) {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                host,
                chosen,
                serverSettings,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same with one more server setting. */
    public EmbeddedDatabaseOptions withServerSetting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(serverSettings);
        more.put(name, value);
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                host,
                port,
                more,
                startTimeout,
                stopOnExit,
                binaries);
    }

    /** The same with another time for its start. */
    public EmbeddedDatabaseOptions withStartTimeout(Duration chosen) {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                host,
                port,
                serverSettings,
                chosen,
                stopOnExit,
                binaries);
    }

    /** The same with its programs unpacked into {@code directory}, which its owner deletes. */
    public EmbeddedDatabaseOptions withBinaries(Path directory) {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                host,
                port,
                serverSettings,
                startTimeout,
                stopOnExit,
                directory);
    }

    /** The same, closed by its owner only. */
    public EmbeddedDatabaseOptions withoutStopOnExit() {
        return new EmbeddedDatabaseOptions(
                logicalDecoding,
                user,
                password,
                database,
                replicationRole,
                host,
                port,
                serverSettings,
                startTimeout,
                false,
                binaries);
    }

    @Override
    public String toString() {
        return "EmbeddedDatabaseOptions[logicalDecoding=%s, user=%s, database=%s, replicationRole=%s, host=%s, port=%d, serverSettings=%s, startTimeout=%s, stopOnExit=%s]"
                .formatted(
                        logicalDecoding,
                        user,
                        database,
                        replicationRole,
                        host,
                        port,
                        serverSettings,
                        startTimeout,
                        stopOnExit);
    }
}
