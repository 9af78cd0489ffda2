// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import dev.bottledwater.cli.catalog.CatalogCommand;
import dev.bottledwater.cli.catalog.ExportCommand;
import dev.bottledwater.cli.catalog.ImportCommand;
import dev.bottledwater.cli.certs.CertsCommand;
import dev.bottledwater.cli.connect.ConnectCommand;
import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.ProgramVersion;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.KsqlCommand;
import dev.bottledwater.cli.migrate.MigrateCommand;
import dev.bottledwater.cli.provision.DoctorCommand;
import dev.bottledwater.cli.provision.ProvisionCommand;
import dev.bottledwater.cli.serve.ServeCommand;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.cli.serve.StopSignal;
import dev.bottledwater.cli.settings.ConfigCommand;
import dev.bottledwater.cli.test.TestCommand;
import dev.bottledwater.sql.error.Suggestions;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All commands, and what becomes of their failures. */
public final class Commands {
    static final String NAME = "bottled-water";

    private final Surroundings surroundings;
    private final CommandLine commandLine;

    /**
     * @param starter what {@code serve} starts
     * @param stopSignal what ends {@code serve}
     */
    public Commands(Surroundings surroundings, Server.Starter starter, StopSignal stopSignal) {
        this.surroundings = surroundings;
        this.commandLine =
                new CommandLine(new Root())
                        .addSubcommand(new ServeCommand(surroundings, starter, stopSignal))
                        .addSubcommand(new Demo())
                        .addSubcommand(new KsqlCommand(surroundings))
                        .addSubcommand(
                                new CommandLine(new CatalogCommand())
                                        .addSubcommand(new ExportCommand(surroundings))
                                        .addSubcommand(new ImportCommand(surroundings)))
                        .addSubcommand(MigrateCommand.of(surroundings))
                        .addSubcommand(new TestCommand(surroundings))
                        .addSubcommand(new ConfigCommand(surroundings))
                        .addSubcommand(new DoctorCommand(surroundings))
                        .addSubcommand(new ProvisionCommand(surroundings))
                        .addSubcommand(new CompletionCommand(surroundings))
                        .addSubcommand(new CertsCommand(surroundings))
                        .addSubcommand(ConnectCommand.of(surroundings))
                        .addSubcommand(new HelpCommand());
        addHelp(commandLine);
        commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                surroundings.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.code()), code.meaning());
        }
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(codes);
    }

    private static void addHelp(CommandLine parent) {
        for (CommandLine command : parent.getSubcommands().values()) {
            if (!command.getCommandSpec().helpCommand()) {
                command.getCommandSpec().addOption(helpOption());
                addHelp(command);
            }
        }
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    /** Runs a command line and returns the exit status. */
    public int run(String... arguments) {
        int status = commandLine.execute(arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        return status;
    }

    private int misused(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        complain(sentence(wrong, command));
        surroundings
                .err()
                .println("See '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE.code();
    }

    private static String sentence(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            boolean option = word.startsWith("-");
            boolean root = command.getParent() == null;
            List<String> known =
                    option
                            ? command.getCommandSpec().options().stream()
                                    .flatMap(o -> Arrays.stream(o.names()))
                                    .toList()
                            : List.copyOf(command.getSubcommands().keySet());
            String kind = option ? "option" : root ? "command" : "argument";
            return ("Unknown %s '%s'. %s"
                            .formatted(kind, word, Suggestions.didYouMean(word, known)))
                    .strip();
        }
        return String.valueOf(wrong.getMessage());
    }

    private int failed(Exception failure) {
        if (failure instanceof CommandFailedException expected) {
            complain(String.valueOf(expected.getMessage()));
            return expected.exitCode().code();
        }
        complain("This is a fault of bottled-water itself, please report it: " + failure);
        failure.printStackTrace(surroundings.err());
        return ExitCode.INTERNAL.code();
    }

    private void complain(String message) {
        surroundings.out().flush();
        surroundings.err().println(Style.RED.paint(message, surroundings.colour()));
    }

    @Command(
            name = NAME,
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Kafka Connect with Debezium and KSQL on Heroku, from config vars alone.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    @Command(
            name = "demo",
            description =
                    "Run everything on this machine: embedded Kafka and Postgres, serve, and a live table.")
    private static final class Demo implements Runnable {
        @Override
        public void run() {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "The demo isn't part of a deployed slug: run ./bottled-water demo in a clone of the repository.");
        }
    }

    private static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {NAME + " " + ProgramVersion.text()};
        }
    }
}
