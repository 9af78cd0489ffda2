// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.inspect.PlanDifference;
import dev.bottledwater.engine.inspect.PlanText;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.error.ErrorRenderer;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PlanPrinter;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.execution.LiveSession;
import dev.bottledwater.testing.execution.RunningQuery;
import dev.bottledwater.testing.golden.Block.Kind;
import dev.bottledwater.testing.record.OutputValues;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;
import dev.bottledwater.testing.record.UnwritableInputException;
import dev.bottledwater.testing.verdict.Failures;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.ReadRecord;
import dev.bottledwater.testing.verdict.Tier;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One run of a case: its blocks in their order, and what came out at the golden ones. */
final class GoldenRun implements AutoCloseable {
    private final LiveSession session;
    private final OutputValues values;
    private final List<Observation> observed = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private int reported;
    private List<String> plans = List.of();
    private List<String> logicalPlans = List.of();
    private List<String> changes = List.of();
    private @Nullable String failure;
    private @Nullable Mismatch unexpected;

    private GoldenRun(LiveSession session) {
        this.session = session;
        this.values = new OutputValues(true, session.registry());
    }

    /**
     * Runs a case.
     *
     * @param stateDirectory an empty directory for the state of queries
     */
    static GoldenRun of(GoldenCase testCase, FunctionRegistry functions, Path stateDirectory) {
        try (var run = new GoldenRun(new LiveSession(functions, stateDirectory))) {
            var blocks = new ArrayList<>(testCase.setup());
            blocks.addAll(testCase.blocks());
            for (int i = 0; i < blocks.size() && run.unexpected == null; i++) {
                run.take(blocks.get(i));
                boolean errorFollows =
                        i + 1 < blocks.size() && blocks.get(i + 1).kind() == Kind.ERROR;
                if (run.failure != null && !errorFollows) {
                    run.unexpected =
                            new Mismatch(
                                    Tier.BEHAVIOUR,
                                    Mismatch.Kind.REFUSED,
                                    "failed",
                                    "no failure",
                                    run.failure);
                }
            }
            run.checkLog();
            return run;
        }
    }

    /** What came out, up to the first failure that no block expects. */
    List<Observation> observed() {
        return observed;
    }

    /** What no block speaks of: a failure, or entries of the processing log. */
    Optional<Mismatch> unexpected() {
        return Optional.ofNullable(unexpected);
    }

    private void take(Block block) {
        switch (block.kind()) {
            case SETUP, SQL, SCHEMA, TOPIC, IN -> failure = attempt(block);
            case OUT -> observe(block, records(block.argument()));
            case ERROR -> {
                observe(block, failure == null ? "" : failure);
                failure = null;
            }
            case PLAN ->
                    observe(
                            block,
                            String.join(
                                    "\n",
                                    switch (block.argument()) {
                                        case "logical" -> logicalPlans;
                                        case "changes" -> changes;
                                        default -> plans;
                                    }));
            case LOG -> observe(block, log());
        }
    }

    private void observe(Block block, String actual) {
        observed.add(new Observation(block, actual.strip().replace("\r", "\\r")));
    }

    /** Carries a block out, and returns the text of its failure. */
    private @Nullable String attempt(Block block) {
        try {
            switch (block.kind()) {
                case SETUP, SQL -> statements(block.text());
                case SCHEMA -> schema(block);
                case TOPIC -> topic(block);
                case IN -> {
                    for (var line : block.records()) {
                        session.write(
                                block.argument(),
                                InputLine.record(block.argument(), line, session));
                    }
                }
                case OUT, ERROR, PLAN, LOG -> {}
            }
            return null;
        } catch (SqlException e) {
            return ErrorRenderer.render(e, block.text());
        } catch (UnwritableInputException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            return Failures.text(e);
        }
    }

    private void statements(String script) {
        var before = new HashSet<>(session.queries());
        var parsed = SqlParser.parseScript(script);
        session.declareTopics(parsed);
        QueryPlan select = null;
        changes = new ArrayList<>();
        for (ParsedStatement statement : parsed) {
            var plan = session.transientPlan(statement.statement()).orElse(null);
            if (plan == null) {
                execute(statement);
            } else {
                select = plan;
            }
        }
        var started = session.queries().stream().filter(q -> !before.contains(q)).toList();
        plans = new ArrayList<>(started.stream().map(q -> PlanText.of(q.plan(), q.id())).toList());
        logicalPlans =
                new ArrayList<>(
                        started.stream()
                                .map(RunningQuery::logical)
                                .map(PlanPrinter::print)
                                .toList());
        if (select != null) {
            plans.add(PlanText.of(PhysicalPlanner.transientSteps(select), "transient"));
            logicalPlans.add(PlanPrinter.print(select));
        }
    }

    /** Notes what differs where a query takes the place of another. */
    private void execute(ParsedStatement statement) {
        var old = session.queries();
        session.execute(statement.statement());
        for (var query : session.queries()) {
            old.stream()
                    .filter(o -> o.id().equals(query.id()) && o != query)
                    .map(o -> PlanDifference.of(o.plan(), query.plan()))
                    .forEach(changes::add);
        }
    }

    /** {@code schema: orders-value AVRO} with the schema's text below. */
    private void schema(Block block) {
        var words = block.argument().split("\\s+");
        if (words.length != 2) {
            throw new IllegalArgumentException(
                    "A schema block names a subject and AVRO, JSON or PROTOBUF, not: "
                            + block.argument());
        }
        session.register(
                words[0],
                SchemaText.of(SchemaType.valueOf(words[1].toUpperCase(Locale.ROOT)), block.text()));
    }

    /** {@code topic: orders 3}. */
    private void topic(Block block) {
        var words = block.argument().split("\\s+");
        session.addTopic(words[0], words.length == 1 ? 1 : Integer.parseInt(words[1]));
    }

    /** The new records of a topic, one a line. */
    private String records(String topic) {
        var source = session.sourceOn(topic).orElse(null);
        if (source == null) {
            return "no stream or table reads the topic " + topic;
        }
        var all = session.records(topic);
        int from = seen.getOrDefault(topic, 0);
        seen.put(topic, all.size());
        return all.subList(from, all.size()).stream()
                .map(
                        r -> {
                            try {
                                return Json.line(ReadRecord.of(r, source, values).json());
                            } catch (UnreadableOutputException e) {
                                return String.valueOf(e.getMessage());
                            }
                        })
                .collect(Collectors.joining("\n"));
    }

    private String log() {
        var all = session.reported();
        var text =
                all.subList(reported, all.size()).stream()
                        .map(GoldenRun::line)
                        .collect(Collectors.joining("\n"));
        reported = all.size();
        return text;
    }

    private static String line(ProcessingLog.Entry entry) {
        return "%s %s/%s%s: %s"
                .formatted(
                        entry.type(),
                        entry.queryId(),
                        entry.step(),
                        entry.topic() == null
                                ? ""
                                : " %s[%d]@%d"
                                        .formatted(
                                                entry.topic(), entry.partition(), entry.offset()),
                        entry.message().replace("\n", "\\n"));
    }

    private void checkLog() {
        var rest = log();
        if (unexpected == null && !rest.isEmpty()) {
            unexpected =
                    new Mismatch(
                            Tier.BEHAVIOUR,
                            Mismatch.Kind.STATE,
                            "processing log at the end",
                            "none",
                            rest);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
