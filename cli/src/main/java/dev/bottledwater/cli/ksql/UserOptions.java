// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.platform.Variable;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.Console;
import java.util.Optional;

/** The options of commands that sign in to a server. */
public final class UserOptions {
    private static final String ADMIN = "admin";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            description = "the user (default: admin)")
    private @Nullable String user;

    @Option(
            names = {"-p", "--password"},
            paramLabel = "PASSWORD",
            description = "its password (default: BW_PASSWORD for admin, else it is asked for)")
    private @Nullable String password;

    /**
     * What to sign in with: what was given, else what stands in the URL, else {@code BW_PASSWORD}.
     * Warns where a password would go over a network in the clear.
     *
     * @return empty to send none
     * @throws CommandFailedException when the password is missing or the name can't be sent
     */
    public Optional<Credentials> credentials(ServerAddress address, Surroundings surroundings) {
        return warned(find(address, surroundings), address, surroundings);
    }

    private static Optional<Credentials> warned(
            Optional<Credentials> found, ServerAddress address, Surroundings surroundings) {
        if (found.isPresent() && address.plainAcrossNetwork()) {
            String warning =
                    "Warning: The password goes to %s unencrypted; use https:// where you can."
                            .formatted(address.uri());
            surroundings.err().println(Style.YELLOW.paint(warning, surroundings.colour()));
        }
        return found;
    }

    /**
     * What to sign in with at another server of the same session: what stands in its URL. A
     * password goes to the host only that it was meant for, as with psql's {@code \\connect}, and
     * not in the clear where it went encrypted.
     *
     * @param first the server that the session began with
     * @param its what was sent there
     * @return empty to send none
     */
    public Optional<Credentials> credentialsElsewhere(
            ServerAddress first,
            Optional<Credentials> its,
            ServerAddress address,
            Surroundings surroundings) {
        if (address.credentials().isPresent()) {
            return warned(address.credentials(), address, surroundings);
        }
        if (its.isPresent() && !address.keepsWhatIsSentTo(first)) {
            String note =
                    "The password for %s isn't sent to %s: write one in the URL (https://user:password@host) if it needs one."
                            .formatted(first.uri(), address.uri());
            surroundings.err().println(Style.YELLOW.paint(note, surroundings.colour()));
            return Optional.empty();
        }
        return its;
    }

    /**
     * Returns a client that signs in at a server with {@link #credentials}; nothing is sent yet.
     */
    public KsqlClient client(ServerAddress address, Surroundings surroundings) {
        return client(address, surroundings, ClientConfig.NONE);
    }

    /** As {@link #client(ServerAddress, Surroundings)}, with the certificates of a file. */
    public KsqlClient client(
            ServerAddress address, Surroundings surroundings, ClientConfig config) {
        return new KsqlClient(
                address.uri(),
                credentials(address, surroundings).orElse(null),
                KsqlClient.ANSWER_TIMEOUT,
                config.tls());
    }

    private Optional<Credentials> find(ServerAddress address, Surroundings surroundings) {
        Optional<Credentials> inUrl = address.credentials();
        if (user == null && password == null && inUrl.isPresent()) {
            return inUrl;
        }
        Optional<String> variable = surroundings.vars().get(Variable.BW_PASSWORD);
        if (user == null && password == null && variable.isEmpty()) {
            return Optional.empty();
        }
        String name = user == null ? ADMIN : user;
        try {
            return Optional.of(new Credentials(name, password(name, variable, surroundings)));
        } catch (IllegalArgumentException colon) {
            throw new CommandFailedException(
                    ExitCode.USAGE, String.valueOf(colon.getMessage()), colon);
        }
    }

    private String password(String name, Optional<String> variable, Surroundings surroundings) {
        if (password != null) {
            return password;
        }
        if (name.equals(ADMIN) && variable.isPresent()) {
            return variable.get();
        }
        Console console = System.console();
        if (surroundings.terminal() && console != null) {
            char[] typed = console.readPassword("Password of %s: ", name);
            if (typed != null) {
                return new String(typed);
            }
        }
        throw new CommandFailedException(
                ExitCode.USAGE,
                "The user '%s' needs a password: give --password, or run on a terminal to be asked for it."
                        .formatted(name));
    }
}
