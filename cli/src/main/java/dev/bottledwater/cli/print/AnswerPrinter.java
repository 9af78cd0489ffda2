// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.KsqlEntity;

import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Prints answers to statements. */
public final class AnswerPrinter {
    private final Screen screen;
    private final BooleanSupplier graphs;

    /**
     * @param graphs whether EXPLAIN is drawn where a person looks at it
     */
    public AnswerPrinter(Screen screen, BooleanSupplier graphs) {
        this.screen = screen;
        this.graphs = graphs;
    }

    /**
     * Prints the answers to one request.
     *
     * @param echo whether each answer begins with its statement, as in scripts; only for people
     */
    public void print(List<KsqlEntity> answers, OutputFormat format, boolean echo) {
        switch (format) {
            case JSON -> {
                if (!answers.isEmpty()) {
                    screen.out().println(JsonText.indented(WireJson.writeEntities(answers)));
                }
            }
            case TABULAR, VERTICAL, MARKDOWN -> {
                for (KsqlEntity answer : answers) {
                    if (echo) {
                        screen.out().println();
                        if (!answer.statementText().isEmpty()) {
                            screen.out().println(visible(answer.statementText()));
                        }
                    }
                    Answers.blocks(answer, graphWidth(format))
                            .forEach(block -> print(block, format));
                }
            }
            case CSV -> {
                for (KsqlEntity answer : answers) {
                    Answers.blocks(answer, 0).forEach(this::csv);
                    // Programs read rows only; what people should know stands beside them.
                    answer.warnings()
                            .forEach(w -> screen.error("WARNING: " + visible(w.message())));
                }
            }
        }
        screen.out().flush();
    }

    private int graphWidth(OutputFormat format) {
        boolean drawn =
                format == OutputFormat.TABULAR && screen.terminal() && graphs.getAsBoolean();
        return drawn ? screen.width() : 0;
    }

    /** Prints the session's variables, which no server is asked for. */
    public void printVariables(
            List<KsqlEntity.Variable> variables, OutputFormat format, boolean echo) {
        print(List.of(new KsqlEntity.Variables("", variables, List.of())), format, echo);
    }

    private void print(Block block, OutputFormat format) {
        PrintStream out = screen.out();
        switch (block) {
            case Block.Text(String text) -> out.println(visible(text));
            case Block.Rows(Grid grid) -> {
                switch (format) {
                    case VERTICAL -> {
                        for (int i = 0; i < grid.rows().size(); i++) {
                            Delimited.vertical(i + 1L, grid.names(), grid.rows().get(i)).stream()
                                    .map(AnswerPrinter::visible)
                                    .forEach(out::println);
                        }
                    }
                    case MARKDOWN -> {
                        out.println(Delimited.markdown(grid.names()));
                        out.println(Delimited.markdownRule(grid.names().size()));
                        grid.rows().forEach(row -> out.println(Delimited.markdown(row)));
                    }
                    case TABULAR, JSON, CSV -> grid.lines(screen.ruleWidth()).forEach(out::println);
                }
            }
        }
    }

    private void csv(Block block) {
        if (block instanceof Block.Rows(Grid grid)) {
            screen.out().println(Delimited.csv(grid.names()));
            grid.rows().forEach(row -> screen.out().println(Delimited.csv(row)));
        }
    }

    /** Keeps line ends and tabs, which layouts have, and no other control characters. */
    private static String visible(String text) {
        return text.lines()
                        .map(
                                line ->
                                        List.of(line.split("\t", -1)).stream()
                                                .map(CellText::printable)
                                                .collect(Collectors.joining("\t")))
                        .collect(Collectors.joining("\n"))
                + (text.endsWith("\n") ? "\n" : "");
    }
}
