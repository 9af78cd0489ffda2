// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerAddress;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.cli.ksql.UserOptions;
import dev.bottledwater.cli.table.TableOptions;
import dev.bottledwater.wire.client.ConnectClient;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server a command talks to, who signs in there, and how it prints. */
final class ConnectOptions {
    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            defaultValue = ServerOptions.DEFAULT_URL,
            description = "the server (default: ${DEFAULT-VALUE}); may hold user:password@")
    private String url = ServerOptions.DEFAULT_URL;

    @Mixin private TableOptions tables = new TableOptions();
    @Mixin private UserOptions users = new UserOptions();

    boolean json() {
        return tables.json();
    }

    /** Opens a client; nothing is sent yet. */
    ConnectApi open(Surroundings surroundings) {
        ServerAddress address = ServerAddress.of(url);
        return new ConnectApi(
                new ConnectClient(
                        address.uri(), users.credentials(address, surroundings).orElse(null)));
    }
}
