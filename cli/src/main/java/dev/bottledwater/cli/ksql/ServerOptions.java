// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** The server that a command talks to, and who signs in there. */
public final class ServerOptions {
    /** The server of a command that names none: where KSQL's own listens. */
    public static final String DEFAULT_URL = "http://localhost:8088";

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "the server (default: " + DEFAULT_URL + "); may hold user:password@")
    private @Nullable String url;

    @Mixin private UserOptions users = new UserOptions();

    /**
     * Returns the server's address.
     *
     * @throws CommandFailedException when what was given can't be one
     */
    public ServerAddress address() {
        return address(DEFAULT_URL);
    }

    /**
     * Returns the server's address.
     *
     * @param otherwise the server of a command that names none
     * @throws CommandFailedException when what was given can't be one
     */
    public ServerAddress address(String otherwise) {
        return ServerAddress.of(url == null ? otherwise : url);
    }

    /** Returns what to sign in with, as {@link UserOptions#credentials} finds it. */
    public Optional<Credentials> credentials(Surroundings surroundings) {
        return users.credentials(address(), surroundings);
    }

    /** Returns what to sign in with. */
    public UserOptions users() {
        return users;
    }

    /** Returns a client of the server; nothing is sent yet. */
    public KsqlClient client(Surroundings surroundings) {
        return users.client(address(), surroundings);
    }
}
