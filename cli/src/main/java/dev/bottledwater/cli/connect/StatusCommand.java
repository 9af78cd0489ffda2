// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.WireJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code connect status}: each part of connectors, and what is wrong with the remedy. */
@Command(
        name = "status",
        description =
                "Show how connectors and their tasks are, and what to do about those that don't work; ends with 1 if any"
                        + " doesn't.")
public final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the connectors (default: all)")
    private List<String> names = List.of();

    /** Makes the command. */
    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            List<Connector> connectors = api.named(names);
            List<KnownProblem> known = api.knownProblems();
            if (options.json()) {
                surroundings
                        .out()
                        .println(
                                WireJson.write(
                                        connectors.stream()
                                                .map(one -> document(one, known))
                                                .toList()));
            } else {
                table(connectors, known);
            }
            boolean well =
                    elsewhere(connectors, known).isEmpty()
                            && connectors.stream()
                                    .allMatch(
                                            one ->
                                                    one.halted()
                                                            || one.working()
                                                                    && FailureText.of(one, known)
                                                                            .isEmpty());
            return (well ? ExitCode.OK : ExitCode.FAILED).code();
        }
    }

    /** As {@code --output json} has it. */
    static Map<String, Object> document(Connector connector, List<KnownProblem> known) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", connector.name());
        document.put("type", connector.type());
        document.put("class", connector.connectorClass());
        document.put("state", connector.self().state());
        document.put("worker", connector.self().worker());
        List<Map<String, Object>> tasks = new ArrayList<>();
        for (Connector.Part task : connector.tasks()) {
            tasks.add(Map.of("id", task.number(), "state", task.state(), "worker", task.worker()));
        }
        document.put("tasks", tasks);
        document.put("problems", FailureText.of(connector, known));
        document.put("warnings", FailureText.warnings(connector, known));
        return document;
    }

    private void table(List<Connector> connectors, List<KnownProblem> known) {
        if (connectors.isEmpty()) {
            surroundings.out().println("There are no connectors.");
            elsewhere(connectors, known).forEach(this::print);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Connector connector : connectors) {
            rows.add(row(connector.name(), "", connector.self()));
            connector
                    .tasks()
                    .forEach(
                            task ->
                                    rows.add(
                                            row(
                                                    connector.name(),
                                                    Integer.toString(task.number()),
                                                    task)));
        }
        new Grid(List.of("Connector", "Task", "State", "Worker"), rows)
                .lines(Integer.MAX_VALUE)
                .forEach(surroundings.out()::println);
        connectors.forEach(connector -> FailureText.print(connector, known, surroundings));
        elsewhere(connectors, known).forEach(this::print);
    }

    /** Of connectors that are declared and have yet to be created, and of what is common to all. */
    private List<KnownProblem> elsewhere(List<Connector> connectors, List<KnownProblem> known) {
        return known.stream()
                .filter(problem -> !problem.warning())
                .filter(problem -> names.isEmpty() || problem.connector().isEmpty())
                .filter(
                        problem ->
                                connectors.stream()
                                        .noneMatch(one -> one.name().equals(problem.connector())))
                .toList();
    }

    private void print(KnownProblem problem) {
        String said = problem.text();
        surroundings
                .out()
                .println(
                        Style.RED.paint(
                                problem.connector().isEmpty()
                                        ? said
                                        : problem.connector() + ": " + said,
                                surroundings.colour()));
    }

    private static List<String> row(String name, String task, Connector.Part part) {
        return List.of(name, task, part.state(), part.worker());
    }
}
