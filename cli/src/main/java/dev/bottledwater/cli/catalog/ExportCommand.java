// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerAddress;
import dev.bottledwater.cli.ksql.UserOptions;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.KsqlClientException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code catalog export}: prints the statements that make a server's catalog anew. */
@Command(
        name = "export",
        description = "Print the SQL statements that make the catalog of a server anew.")
public final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            defaultValue = "http://localhost:8088",
            description = "the server (default: ${DEFAULT-VALUE}); may hold user:password@")
    private String url = "http://localhost:8088";

    @Mixin private UserOptions users = new UserOptions();

    /** Makes the command. */
    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerAddress address = ServerAddress.of(url);
        try (KsqlClient client =
                new KsqlClient(
                        address.uri(), users.credentials(address, surroundings).orElse(null))) {
            surroundings.out().print(ExportScript.of(ServerCatalog.read(client)));
            return ExitCode.OK.code();
        } catch (KsqlClientException failure) {
            throw failed(failure);
        }
    }

    static CommandFailedException failed(KsqlClientException failure) {
        return new CommandFailedException(
                ExitCode.UNAVAILABLE,
                "The server's catalog can't be read: " + failure.getMessage(),
                failure);
    }
}
