// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads KSQL's properties for a Connect worker elsewhere. No message shows the URL, since it may
 * hold a password.
 */
final class RemoteConnectVars {
    private static final String URL = "KSQL_KSQL_CONNECT_URL";
    private static final String SOURCE = "KSQL_KSQL_CONNECT_BASIC_AUTH_CREDENTIALS_SOURCE";
    private static final String FILE = "KSQL_KSQL_CONNECT_BASIC_AUTH_CREDENTIALS_FILE";
    private static final Set<String> ALL = Set.of(URL, SOURCE, FILE);

    private RemoteConnectVars() {}

    static boolean reads(String variable) {
        return ALL.contains(variable);
    }

    static @Nullable RemoteConnectSettings read(ConfigVars vars, Problems problems) {
        Optional<String> text = vars.get(URL).map(String::strip);
        if (text.isEmpty()) {
            for (String other : List.of(SOURCE, FILE)) {
                if (vars.get(other).isPresent()) {
                    problems.warn(
                            other,
                            other + " has no effect without " + URL + ".",
                            "Set " + URL + " to the worker's URL, or unset it.");
                }
            }
            return null;
        }
        URI url = url(text.get());
        if (url == null) {
            problems.error(
                    URL,
                    URL + " isn't the URL of a Connect worker.",
                    "Set it to http://host:port or https://host:port of its REST API, or unset it for the Connect"
                            + " of this process.");
            return null;
        }
        Optional<String> userInfo = credentials(vars, problems);
        if (userInfo.isEmpty() && url.getUserInfo() != null) {
            userInfo = Optional.of(url.getUserInfo());
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return new RemoteConnectSettings(
                URI.create(url.getScheme() + "://" + url.getHost() + port + path),
                userInfo.map(Secret::new).orElse(null));
    }

    private static @Nullable URI url(String text) {
        try {
            URI url = new URI(text);
            return List.of("http", "https").contains(String.valueOf(url.getScheme()))
                            && url.getHost() != null
                            && url.getQuery() == null
                            && url.getFragment() == null
                    ? url
                    : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** As KSQL has it: a file with the lines {@code username: …} and {@code password: …}. */
    private static Optional<String> credentials(ConfigVars vars, Problems problems) {
        String source = vars.get(SOURCE).map(String::strip).orElse("NONE").toUpperCase(Locale.ROOT);
        if (source.equals("NONE")) {
            return Optional.empty();
        }
        if (!source.equals("FILE")) {
            problems.error(
                    SOURCE,
                    "%s is '%s'.".formatted(SOURCE, ServerVars.shortened(source)),
                    "Set it to NONE or FILE.");
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader in =
                Files.newBufferedReader(
                        Path.of(vars.get(FILE).orElse("").strip()), StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            problems.error(
                    FILE,
                    FILE + " is no file that can be read.",
                    "Set it to a file with the lines 'username: …' and 'password: …'.");
            return Optional.empty();
        }
        String user = lines.getProperty("username");
        String password = lines.getProperty("password");
        if (user == null || password == null) {
            problems.error(
                    FILE,
                    "The file of " + FILE + " lacks a user name or a password.",
                    "Give it the lines 'username: …' and 'password: …'.");
            return Optional.empty();
        }
        return Optional.of(user + ":" + password);
    }
}
