// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Missing;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.ServeNeeds;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.platform.preflight.TopicNeed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            "Create the topics and consumer groups that serve needs and that are missing.",
            "What Kafka doesn't allow is created through Heroku where HEROKU_API_KEY is set; for the rest the heroku"
                    + " commands are printed, alone on standard output."
        })
public final class ProvisionCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    @Option(names = "--dry-run", description = "Create nothing, and say what would be created.")
    private boolean dryRun;

    /** Makes the command. */
    public ProvisionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = CheckedSettings.read(surroundings);
        List<Finding> preflight = Preflight.check(settings.kafka(), TIMEOUT);
        preflight.forEach(this::report);
        if (preflight.stream().anyMatch(ProvisionCommand::isError)) {
            return ExitCode.UNAVAILABLE.code();
        }
        Needs needs = new Needs(ServeNeeds.topics(settings), ServeNeeds.groups(settings));
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            return (dryRun ? look(needs, provisioner) : create(needs, settings, provisioner))
                    .code();
        }
    }

    private ExitCode look(Needs needs, Provisioner provisioner) {
        Missing missing = provisioner.missing(needs.topics(), needs.groups());
        List<Finding> wrong = wrong(needs, missing, provisioner);
        wrong.forEach(this::report);
        provisioner.commands(missing).forEach(surroundings.out()::println);
        summary(
                "%d would be created, %d are wrong"
                        .formatted(
                                missing.topics().size() + missing.groups().size(), errors(wrong)));
        return missing.nothing() && errors(wrong) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** What is there and doesn't fit; nothing is there of what is missing. */
    private static List<Finding> wrong(Needs needs, Missing missing, Provisioner provisioner) {
        List<TopicNeed> topics = new ArrayList<>(needs.topics());
        topics.removeAll(missing.topics());
        return provisioner.checkTopics(topics);
    }

    private ExitCode create(Needs needs, Settings settings, Provisioner provisioner) {
        Names names = settings.names();
        Missing before = provisioner.missing(needs.topics(), needs.groups());
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
                .forEach(this::report);
        List<String> commands = provisioner.commands(after);
        if (!commands.isEmpty()) {
            surroundings
                    .err()
                    .println(
                            "These can't be created from here. Somebody who manages the app runs, in a clone of it or with --app NAME:");
            surroundings.err().flush();
            commands.forEach(surroundings.out()::println);
        }
        long wrong = errors(findings.stream().filter(f -> !absent.contains(f.subject())).toList());
        summary("%d created, %d missing, %d wrong".formatted(created, commands.size(), wrong));
        return commands.isEmpty() && wrong == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private int created(String kind, String name, Set<String> absent) {
        if (absent.contains(name)) {
            return 0;
        }
        line(Style.GREEN, "made", kind + " " + name);
        return 1;
    }

    private void report(Finding finding) {
        switch (finding.severity()) {
            case WARNING -> line(Style.YELLOW, "warn", finding.subject() + ": " + finding);
            case ERROR -> line(Style.RED, "FAIL", finding.subject() + ": " + finding);
        }
    }

    private void line(Style style, String verdict, String text) {
        surroundings
                .err()
                .println(
                        style.paint("%-4s".formatted(verdict), surroundings.colour())
                                + "  "
                                + text);
    }

    private void summary(String text) {
        surroundings.out().flush();
        surroundings.err().println("provision: " + text);
    }

    private static boolean isError(Finding finding) {
        return finding.severity() == Severity.ERROR;
    }

    private static long errors(List<Finding> findings) {
        return findings.stream().filter(ProvisionCommand::isError).count();
    }
}
