// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerAddress;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.cli.ksql.UserOptions;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.wire.client.KsqlClientException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code catalog import}: makes a catalog of SQL or of a ksqlDB command topic. */
@Command(
        name = "import",
        description =
                "Make the catalog of a server: of SQL statements, of a backup or a listing of a ksqlDB command topic, or of that topic itself. What is there already is left alone.")
public final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "0..2",
            paramLabel = "FILE|URL",
            description =
                    "the file, unless --command-topic is given, and the server (default: "
                            + ServerOptions.DEFAULT_URL
                            + ")")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--command-topic",
            paramLabel = "NAME",
            description = "read this topic, from the Kafka that the config vars name")
    private @Nullable String topic;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Mixin private UserOptions users = new UserOptions();

    /** Makes the command. */
    public ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int files = topic == null ? 1 : 0;
        if (arguments.size() < files || arguments.size() > files + 1) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    topic == null
                            ? "Name the file to import, or give --command-topic."
                            : "Give either a file or --command-topic, not both.");
        }
        var address =
                ServerAddress.of(
                        arguments.size() > files
                                ? arguments.get(files)
                                : ServerOptions.DEFAULT_URL);
        var source = source();
        try (var client = users.client(address, surroundings)) {
            var run =
                    new CatalogImport(
                            client,
                            ServerCatalog.read(client),
                            dryRun,
                            surroundings.out(),
                            surroundings.err());
            source.problems().forEach(run::fail);
            source.steps().forEach(run::run);
            surroundings.out().println(run.summary());
            return (run.failed() == 0 ? ExitCode.OK : ExitCode.FAILED).code();
        } catch (KsqlClientException failure) {
            throw ExportCommand.failed(failure);
        }
    }

    private ImportSource source() {
        if (topic != null) {
            var kafka = CheckedSettings.read(surroundings).kafka().clientProperties();
            return ImportSource.ofCommands(new CommandTopic(topic).read(kafka));
        }
        var file = Path.of(arguments.getFirst());
        try {
            return ImportSource.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "There is no file %s.".formatted(file), e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "The file %s can't be read: %s.".formatted(file, e.getMessage()),
                    e);
        }
    }
}
