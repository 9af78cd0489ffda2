// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.platform.Names;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * {@code provision}: creates what is missing, as the Kafka user or through Heroku, and prints the
 * commands for the rest. Standard output has the commands and nothing else, so that a shell can run
 * them.
 */
@Command(
        name = "provision",
        description = {
            "Create the topics and consumer groups that serve, a connector or statements need and that are missing.",
            "What Kafka doesn't allow is created through Heroku where HEROKU_API_KEY is set; for the rest the heroku"
                    + " commands are printed, alone on standard output."
        })
public final class ProvisionCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Report report;

    @Option(
            names = "--dry-run",
            description = "Create nothing, and print the commands for all of it.")
    private boolean dryRun;

    @Option(
            names = "--for",
            paramLabel = "FILE",
            description =
                    "A connector as JSON, or statements where the name ends in .sql: provision what these need instead"
                            + " of what serve needs. May be given more than once.")
    private List<Path> files = List.of();

    /** Makes the command. */
    public ProvisionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.report = new Report(surroundings, surroundings.err());
    }

    @Override
    public Integer call() {
        Settings settings = CheckedSettings.read(surroundings);
        List<Finding> preflight = Preflight.check(settings, TIMEOUT);
        preflight.forEach(report::finding);
        if (Report.errors(preflight) > 0) {
            return ExitCode.UNAVAILABLE.code();
        }
        Needs needs =
                files.isEmpty()
                        ? Needs.ofServer(settings)
                        : Needs.all(
                                files.stream().map(file -> NeedsFile.read(file, settings)).toList(),
                                settings.names());
        needs.notes().forEach(report::note);
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            Missing missing = provisioner.missing(needs.topics(), needs.groups());
            Optional<PlanUsage> usage = PlanUsage.of(settings, missing, TIMEOUT);
            usage.ifPresent(found -> report.good("plan", found.toString()));
            Optional<Finding> excess = usage.flatMap(PlanUsage::excess);
            excess.ifPresent(report::finding);
            ExitCode code =
                    dryRun
                            ? look(needs, missing, provisioner)
                            : create(needs, missing, settings, provisioner);
            return (excess.isPresent() ? ExitCode.FAILED : code).code();
        }
    }

    private ExitCode look(Needs needs, Missing missing, Provisioner provisioner) {
        List<Finding> wrong = provisioner.checkTopics(present(needs, missing));
        wrong.forEach(report::finding);
        provisioner.commands(missing).forEach(surroundings.out()::println);
        summary(
                "%d would be created, %d wrong"
                        .formatted(
                                missing.topics().size() + missing.groups().size(),
                                Report.errors(wrong)));
        return missing.nothing() && Report.errors(wrong) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<TopicNeed> present(Needs needs, Missing missing) {
        List<TopicNeed> topics = new ArrayList<>(needs.topics());
        topics.removeAll(missing.topics());
        return topics;
    }

    private ExitCode create(
            Needs needs, Missing before, Settings settings, Provisioner provisioner) {
        Names names = settings.names();
        List<Finding> findings = new ArrayList<>(provisioner.ensureTopics(needs.topics()));
        findings.addAll(provisioner.ensureGroups(needs.groups()));
        Missing after = provisioner.missing(needs.topics(), needs.groups());
        Set<String> absent =
                after.topics().stream()
                        .map(need -> names.physicalTopic(need.name()))
                        .collect(Collectors.toSet());
        absent.addAll(after.groups().stream().map(names::physicalGroup).toList());
        int created = 0;
        for (TopicNeed need : before.topics()) {
            created += created("topic", names.physicalTopic(need.name()), absent);
        }
        for (String group : before.groups()) {
            created += created("group", names.physicalGroup(group), absent);
        }
        // With a key there is more to say of what couldn't be created than the commands do.
        findings.stream()
                .filter(
                        finding ->
                                settings.heroku().isPresent()
                                        || !absent.contains(finding.subject()))
                .forEach(report::finding);
        List<String> commands = provisioner.commands(after);
        if (!commands.isEmpty()) {
            surroundings
                    .err()
                    .println(
                            "These can't be created from here. Somebody who manages the app runs, in a clone of it or with --app NAME:");
            surroundings.err().flush();
            commands.forEach(surroundings.out()::println);
        }
        long wrong =
                Report.errors(
                        findings.stream().filter(f -> !absent.contains(f.subject())).toList());
        summary("%d created, %d missing, %d wrong".formatted(created, commands.size(), wrong));
        return commands.isEmpty() && wrong == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private int created(String kind, String name, Set<String> absent) {
        if (absent.contains(name)) {
            return 0;
        }
        report.good("made", kind + " " + name);
        return 1;
    }

    private void summary(String text) {
        surroundings.out().flush();
        surroundings.err().println("provision: " + text);
    }
}
