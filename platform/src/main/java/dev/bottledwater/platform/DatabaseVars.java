// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code DATABASE_URL}. No message shows the URL, since it holds a password. */
final class DatabaseVars {
    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
                            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
                            + "(?<host>\\[[^\\]]*\\]|[^:@/?#]*)(?::(?<port>[0-9]*))?"
                            + "(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final String FORM =
            "Set DATABASE_URL=postgres://user:password@host:5432/database, with any "
                    + ": / @ ? # % in user or password percent-encoded; on Heroku leave it to the heroku-postgresql add-on.";

    private DatabaseVars() {}

    static @Nullable DatabaseSettings read(ConfigVars vars, Problems problems) {
        Optional<String> value = vars.get(Variable.DATABASE_URL).map(String::strip);
        if (value.isEmpty()) {
            return null;
        }
        Matcher url = URL.matcher(value.get());
        if (!url.matches()) {
            return refuse(problems, "DATABASE_URL can't be read as a URL.");
        }
        if (!List.of("postgres", "postgresql").contains(url.group("scheme"))) {
            return refuse(
                    problems,
                    "DATABASE_URL begins with "
                            + ServerVars.shortened(url.group("scheme"))
                            + ":// where postgres:// or postgresql:// is needed.");
        }
        Optional<String> user = decoded(url.group("user"));
        Optional<String> password = decoded(url.group("password"));
        Optional<String> database = decoded(url.group("database"));
        if (user.isEmpty() || password.isEmpty() || database.isEmpty()) {
            return refuse(
                    problems,
                    "DATABASE_URL has a percent sign that doesn't begin an encoded letter.");
        }
        String host = url.group("host").replaceAll("[\\[\\]]", "");
        if (host.isEmpty() || user.get().isEmpty() || database.get().isEmpty()) {
            String what = host.isEmpty() ? "host" : user.get().isEmpty() ? "user" : "database";
            return refuse(problems, "DATABASE_URL names no " + what + ".");
        }
        int port = port(url.group("port"));
        if (port < 1 || port > 65535) {
            return refuse(problems, "DATABASE_URL has a port that isn't a number from 1 to 65535.");
        }
        String sslmode =
                parameter(url.group("query"), "sslmode")
                        .orElse(vars.get(Variable.DYNO).isPresent() ? "require" : "prefer");
        if (!SSL_MODES.contains(sslmode)) {
            problems.error(
                    Variable.DATABASE_URL,
                    "DATABASE_URL has the unknown sslmode '" + ServerVars.shortened(sslmode) + "'.",
                    Suggestion.sentence(sslmode, SSL_MODES)
                            + "The modes are "
                            + String.join(", ", SSL_MODES)
                            + ".");
            return null;
        }
        return new DatabaseSettings(
                host, port, database.get(), user.get(), new Secret(password.get()), sslmode);
    }

    private static @Nullable DatabaseSettings refuse(Problems problems, String message) {
        problems.error(Variable.DATABASE_URL, message, FORM);
        return null;
    }

    private static Optional<String> decoded(@Nullable String text) {
        return text == null ? Optional.of("") : Percent.decode(text);
    }

    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 5432;
        }
        return text.length() > 5 ? -1 : Integer.parseInt(text);
    }

    private static Optional<String> parameter(@Nullable String query, String name) {
        if (query == null) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst();
    }
}
