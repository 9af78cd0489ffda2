// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerAddress;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.cli.ksql.UserOptions;
import dev.bottledwater.wire.client.ConnectClient;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server a command talks to, who signs in there, and how it prints. */
final class ConnectOptions {
    /** How to print. */
    enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            defaultValue = ServerOptions.DEFAULT_URL,
            description = "the server (default: ${DEFAULT-VALUE}); may hold user:password@")
    private String url = ServerOptions.DEFAULT_URL;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    @Mixin private UserOptions users = new UserOptions();

    boolean json() {
        return output == Output.JSON;
    }

    /** Opens a client; nothing is sent yet. */
    ConnectApi open(Surroundings surroundings) {
        ServerAddress address = ServerAddress.of(url);
        return new ConnectApi(
                new ConnectClient(
                        address.uri(), users.credentials(address, surroundings).orElse(null)));
    }
}
