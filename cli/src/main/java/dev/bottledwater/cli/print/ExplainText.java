// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.print.Block.Rows;
import dev.bottledwater.cli.print.Block.Text;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.entity.QueryDescription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The layout of EXPLAIN. */
final class ExplainText {
    private ExplainText() {}

    /**
     * @param graphWidth the room that there is to draw the steps in; 0 to print the texts that the
     *     server tells, as KSQL's command line does
     */
    static List<Block> blocks(QueryDescription query, int graphWidth) {
        List<Block> blocks = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        facts.add(DescribeText.property("ID", query.id()));
        facts.add(DescribeText.property("Query Type", query.queryType()));
        facts.add(DescribeText.property("SQL", query.statementText()));
        facts.add(
                DescribeText.property(
                        "Host Query Status",
                        query.ksqlHostQueryStatus().entrySet().stream()
                                .map(host -> host.getKey() + "=" + host.getValue())
                                .collect(Collectors.joining(", ", "{", "}"))));
        blocks.add(new Text(String.join("\n", facts) + "\n"));
        if (!query.fields().isEmpty()) {
            boolean table = query.statementText().startsWith("CREATE TABLE");
            blocks.add(new Rows(DescribeText.fields(query.fields(), table, query.windowType())));
        }
        names(
                blocks,
                "Sources that this query reads from:",
                query.sources(),
                "For source description please run: DESCRIBE [EXTENDED] <SourceId>");
        names(
                blocks,
                "Sinks that this query writes to:",
                query.sinks(),
                "For sink description please run: DESCRIBE [EXTENDED] <SinkId>");
        Optional<PlanNode> plan =
                graphWidth > 0
                        ? PlanNode.parse(query.executionPlan(), query.topology())
                        : Optional.empty();
        if (plan.isPresent()) {
            section(
                    blocks,
                    "Execution plan",
                    String.join("\n", PlanGraph.draw(plan.get(), graphWidth))
                            + "\n\nFor the plan and the topology as texts run: cli GRAPH OFF");
        } else {
            section(blocks, "Execution plan", query.executionPlan());
            section(blocks, "Processing topology", query.topology());
        }
        section(
                blocks,
                "Errors",
                query.queryErrors().stream()
                        .map(
                                error ->
                                        "%s %s: %s"
                                                .formatted(
                                                        Instant.ofEpochMilli(error.timestamp()),
                                                        error.type(),
                                                        error.errorMessage()))
                        .collect(Collectors.joining("\n")));
        if (!query.overriddenProperties().isEmpty()) {
            blocks.add(new Text("\nOverridden Properties\n---------------------"));
            blocks.add(
                    new Rows(
                            new Grid(
                                    List.of("Property", "Value"),
                                    query.overriddenProperties().entrySet().stream()
                                            .map(entry -> List.of(entry.getKey(), entry.getValue()))
                                            .toList())));
        }
        return blocks;
    }

    private static void names(List<Block> blocks, String title, List<String> names, String advice) {
        if (!names.isEmpty()) {
            section(blocks, title, String.join("\n", names) + "\n\n" + advice);
        }
    }

    private static void section(List<Block> blocks, String title, String text) {
        if (!text.isBlank()) {
            blocks.add(
                    new Text(
                            "\n%s\n%s\n%s"
                                    .formatted(
                                            title,
                                            "-".repeat(title.length()),
                                            text.stripTrailing())));
        }
    }
}
