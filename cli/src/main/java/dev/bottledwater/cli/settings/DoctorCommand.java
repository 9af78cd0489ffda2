// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.platform.preflight.Severity;

import picocli.CommandLine.Command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code doctor}: checks what a start needs, and changes nothing. */
@Command(
        name = "doctor",
        description = "Check everything that serve needs and say how to mend it; changes nothing.")
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    /** Makes the command. */
    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings;
        try {
            settings = CheckedSettings.read(surroundings);
        } catch (CommandFailedException wrong) {
            line(Style.RED, "FAIL", "config vars", "");
            throw wrong;
        }
        line(Style.GREEN, "ok", "config vars", "");
        for (Problem warning : settings.warnings()) {
            line(Style.YELLOW, "warn", warning.variable(), warning.toString());
        }
        surroundings.out().flush();
        List<Finding> findings = Preflight.check(settings.kafka(), TIMEOUT);
        for (Finding finding : findings) {
            switch (finding.severity()) {
                case WARNING -> line(Style.YELLOW, "warn", finding.subject(), finding.toString());
                case ERROR -> line(Style.RED, "FAIL", finding.subject(), finding.toString());
            }
        }
        long errors =
                findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
        if (errors == 0) {
            line(
                    Style.GREEN,
                    "ok",
                    "kafka",
                    "brokers answer at " + String.join(", ", settings.kafka().bootstrapServers()));
        }
        long warnings = settings.warnings().size() + findings.size() - errors;
        surroundings
                .out()
                .println(
                        "doctor: %s (errors: %d, warnings: %d)"
                                .formatted(
                                        errors == 0 ? "serve can start" : "serve can't work",
                                        errors,
                                        warnings));
        return (errors == 0 ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
    }

    private void line(Style style, String verdict, String subject, String text) {
        String padded = style.paint("%-4s".formatted(verdict), surroundings.colour());
        surroundings.out().println(padded + "  " + subject + (text.isEmpty() ? "" : ": " + text));
    }
}
