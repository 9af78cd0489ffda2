// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.UnusableSettings;
import dev.bottledwater.server.ServePart;
import dev.bottledwater.server.UnconfiguredProcess;
import dev.bottledwater.server.http.EdgeStartException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code serve}: runs until the process is told to stop. */
@Command(
        name = "serve",
        description =
                "Run Connect and the SQL engine behind one HTTP port, from config vars alone.")
public final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Server.Starter starter;
    private final StopSignal stopSignal;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "run one part only: connect or ksql (default: both)")
    private @Nullable ServePart only;

    /** Makes the command. */
    public ServeCommand(Surroundings surroundings, Server.Starter starter, StopSignal stopSignal) {
        this.surroundings = surroundings;
        this.starter = starter;
        this.stopSignal = stopSignal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.from(surroundings.vars(), surroundings.home());
        } catch (ConfigurationException wrong) {
            UnusableSettings rest =
                    UnusableSettings.of(surroundings.vars(), wrong)
                            .orElseThrow(() -> CheckedSettings.failure(wrong));
            return tell(rest);
        }
        Logger log = LoggerFactory.getLogger(ServeCommand.class);
        Set<ServePart> parts = only == null ? EnumSet.allOf(ServePart.class) : EnumSet.of(only);
        Server server = starter.start(settings, parts);
        log.info(
                "Serving {} on {}://[::]:{}",
                names(parts),
                settings.http().tls() == null ? "http" : "https",
                server.port());
        for (Problem warning : settings.warnings()) {
            log.warn("{}: {}", warning.variable(), warning);
        }
        boolean clean = stopSignal.awaitAndStop(server::stop);
        return (clean ? ExitCode.OK : ExitCode.FAILED).code();
    }

    /** Where there is a port, somebody waits for an answer on it. */
    private int tell(UnusableSettings settings) throws InterruptedException {
        Logger log = LoggerFactory.getLogger(ServeCommand.class);
        UnconfiguredProcess process;
        try {
            process = UnconfiguredProcess.start(settings);
        } catch (EdgeStartException taken) {
            throw new CommandFailedException(
                    ExitCode.UNAVAILABLE, String.valueOf(taken.getMessage()), taken);
        }
        for (Problem problem : settings.problems()) {
            log.error("{}: {}", problem.variable(), problem);
        }
        log.error(
                "Nothing but /health is served on port {} until the config vars are mended.",
                process.port());
        boolean clean = stopSignal.awaitAndStop(process::close);
        return (clean ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static String names(Set<ServePart> parts) {
        return String.join(
                " and ",
                parts.stream()
                        .map(
                                part ->
                                        switch (part) {
                                            case CONNECT -> "Connect";
                                            case KSQL -> "SQL";
                                        })
                        .toList());
    }
}
