// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.KsqlClientException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code catalog export}: prints the statements that make a server's catalog anew. */
@Command(
        name = "export",
        description = "Print the SQL statements that make the catalog of a server anew.")
public final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ServerOptions server = new ServerOptions();

    /** Makes the command. */
    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (KsqlClient client = server.client(surroundings)) {
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
