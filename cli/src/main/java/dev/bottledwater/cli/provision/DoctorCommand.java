// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Missing;
import dev.bottledwater.platform.preflight.PlanUsage;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.TopicNeed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code doctor}: checks what a start needs, and changes nothing. */
@Command(
        name = "doctor",
        description = "Check everything that serve needs and say how to mend it; changes nothing.")
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Report report;

    @Option(
            names = "--for",
            paramLabel = "FILE",
            description =
                    "A connector as JSON, or statements where the name ends in .sql: check that what these need is there"
                            + " too. May be given more than once.")
    private List<Path> files = List.of();

    /** Makes the command. */
    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.report = new Report(surroundings, surroundings.out());
    }

    @Override
    public Integer call() {
        Settings settings;
        try {
            settings = CheckedSettings.read(surroundings);
        } catch (CommandFailedException wrong) {
            report.line(Style.RED, "FAIL", "config vars");
            throw wrong;
        }
        report.good("ok", "config vars");
        for (Problem warning : settings.warnings()) {
            report.line(Style.YELLOW, "warn", warning.variable() + ": " + warning);
        }
        surroundings.out().flush();
        List<Finding> findings = new ArrayList<>(Preflight.check(settings, TIMEOUT));
        findings.forEach(report::finding);
        long unusable = Report.errors(findings);
        if (unusable == 0) {
            report.good(
                    "ok",
                    "kafka: brokers answer at "
                            + String.join(", ", settings.kafka().bootstrapServers()));
            findings.addAll(ofServer(settings));
            findings.addAll(ofFiles(settings));
        }
        long errors = Report.errors(findings);
        surroundings
                .out()
                .println(
                        "doctor: %s (errors: %d, warnings: %d)"
                                .formatted(
                                        errors == 0 ? "serve can start" : "serve can't work",
                                        errors,
                                        settings.warnings().size() + findings.size() - errors));
        if (errors == 0) {
            return ExitCode.OK.code();
        }
        return (unusable == 0 ? ExitCode.FAILED : ExitCode.UNAVAILABLE).code();
    }

    /** What is missing isn't an error: serve tries to create it. */
    private List<Finding> ofServer(Settings settings) {
        Needs needs = Needs.ofServer(settings);
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            Missing missing = provisioner.missing(needs.topics(), needs.groups());
            for (String command : provisioner.commands(missing)) {
                report.note("serve creates this at its start if it may: " + command);
            }
            List<Finding> wrong = new ArrayList<>(provisioner.checkTopics(present(needs, missing)));
            usage(settings, missing, wrong);
            wrong.forEach(report::finding);
            if (missing.nothing() && wrong.isEmpty()) {
                report.good("ok", "topics and groups of serve");
            }
            return wrong;
        }
    }

    private void usage(Settings settings, Missing missing, List<Finding> findings) {
        PlanUsage.of(settings, missing, TIMEOUT)
                .ifPresent(
                        usage -> {
                            report.good("plan", usage.toString());
                            usage.excess().ifPresent(findings::add);
                        });
    }

    private List<Finding> ofFiles(Settings settings) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Needs> all = files.stream().map(file -> NeedsFile.read(file, settings)).toList();
        Needs needs = Needs.all(all, settings.names());
        needs.notes().forEach(report::note);
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            Missing missing = provisioner.missing(needs.topics(), needs.groups());
            List<Finding> findings = new ArrayList<>(provisioner.checkTopics(needs.topics()));
            findings.addAll(provisioner.checkGroups(needs.groups()));
            usage(settings, missing, findings);
            findings.forEach(report::finding);
            if (findings.isEmpty()) {
                report.good("ok", "topics and groups of " + files.size() + " file(s)");
            }
            return findings;
        }
    }

    private static List<TopicNeed> present(Needs needs, Missing missing) {
        List<TopicNeed> topics = new ArrayList<>(needs.topics());
        topics.removeAll(missing.topics());
        return topics;
    }
}
