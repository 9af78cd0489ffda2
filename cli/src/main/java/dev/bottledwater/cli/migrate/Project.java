// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.ksql.ClientConfig;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.cli.migrate.log.MetadataNames;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a project's migrations are for.
 *
 * @param directory of the files
 * @param url of the server, unless the command line names one
 * @param names of what the server keeps about them
 * @param client the certificates to show and to trust
 */
record Project(Path directory, String url, MetadataNames names, ClientConfig client) {
    /** The project of a directory without a file of ksql-migrations. */
    static final Project DEFAULT =
            new Project(
                    Path.of("migrations"),
                    ServerOptions.DEFAULT_URL,
                    MetadataNames.DEFAULT,
                    ClientConfig.NONE);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SCHEME = Pattern.compile("^(https?://)(.*)$");

    /**
     * Reads the properties file of a project of ksql-migrations.
     *
     * @throws CommandFailedException when it can't be read or a value can't be used
     */
    static Project read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(MigrationDirectory.text(file)));
        } catch (IOException | IllegalArgumentException broken) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "%s isn't a properties file: %s.".formatted(file, broken.getMessage()),
                    broken);
        }
        String directory = text(properties, "ksql.migrations.dir.override");
        return new Project(
                directory == null ? file.resolveSibling("migrations") : Path.of(directory),
                url(properties),
                new MetadataNames(
                        name(
                                properties,
                                "ksql.migrations.stream.name",
                                MetadataNames.DEFAULT.stream()),
                        name(
                                properties,
                                "ksql.migrations.table.name",
                                MetadataNames.DEFAULT.table()),
                        text(properties, "ksql.migrations.stream.topic.name"),
                        replicas(properties)),
                ClientConfig.read(file));
    }

    private static String url(Properties properties) {
        String url = text(properties, "ksql.server.url");
        String user = text(properties, "ksql.auth.basic.username");
        String password = text(properties, "ksql.auth.basic.password");
        if (url == null) {
            return ServerOptions.DEFAULT_URL;
        }
        if (user == null || password == null) {
            return url;
        }
        String who = encoded(user) + ":" + encoded(password) + "@";
        var scheme = SCHEME.matcher(url);
        return scheme.matches() ? scheme.group(1) + who + scheme.group(2) : "http://" + who + url;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable Integer replicas(Properties properties) {
        String text = text(properties, "ksql.migrations.topic.replicas");
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "ksql.migrations.topic.replicas must be a number, not '%s'.".formatted(text),
                    wrong);
        }
    }

    private static String name(Properties properties, String property, String otherwise) {
        String name = text(properties, property);
        if (name == null) {
            return otherwise;
        }
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "%s must be a name of letters, digits and _, not '%s'."
                            .formatted(property, name));
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String text(Properties properties, String name) {
        String value = properties.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the project with its files elsewhere. */
    Project in(Path other) {
        return new Project(other, url, names, client);
    }
}
