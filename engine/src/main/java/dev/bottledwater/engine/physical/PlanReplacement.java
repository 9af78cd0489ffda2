// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.ir.ExpressionPrinter;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.ScannedSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a running query can go on as another one, with its offsets, stores and repartition topics
 * (language reference, section 7.2): conditions and expressions may change, and what is stored or
 * under way may not.
 */
public final class PlanReplacement {
    private PlanReplacement() {}

    /**
     * Why the new plan can't take the place of the old one; empty when it can.
     *
     * @return a part of a sentence
     */
    public static Optional<String> refusal(PhysicalPlan old, PhysicalPlan replacement) {
        return old.equals(replacement)
                ? Optional.empty()
                : refusal(lasting(old), lasting(replacement));
    }

    /** The steps with something of their own outside of the process, inputs first. */
    private static List<Step> lasting(PhysicalPlan plan) {
        var steps = new ArrayList<Step>();
        for (var step : plan.steps()) {
            switch (step) {
                case Step.Filter _, Step.Project _, Step.FlatMap _ -> {}
                case Step.StreamSource _,
                        Step.TableSource _,
                        Step.Repartition _,
                        Step.StreamAggregate _,
                        Step.WindowedAggregate _,
                        Step.TableAggregate _,
                        Step.Join _ ->
                        steps.add(step);
            }
        }
        return steps;
    }

    private static Optional<String> refusal(List<Step> old, List<Step> replacement) {
        if (old.size() != replacement.size()) {
            return Optional.of("its steps can't change: only conditions and expressions can");
        }
        return IntStream.range(0, old.size())
                .mapToObj(i -> refusal(old.get(i), replacement.get(i)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusal(Step old, Step replacement) {
        return switch (old) {
            case Step.StreamSource o when replacement instanceof Step.StreamSource n ->
                    source(o.source(), n.source());
            case Step.TableSource o when replacement instanceof Step.TableSource n -> table(o, n);
            case Step.Repartition o when replacement instanceof Step.Repartition n ->
                    unless(
                            o.name().equals(n.name()) && named(o.key()).equals(named(n.key())),
                            "its PARTITION BY can't change");
            case Step.StreamAggregate o when replacement instanceof Step.StreamAggregate n ->
                    groups(o.grouping(), n.grouping())
                            .or(() -> states(o.store(), o.calls(), n.store(), n.calls()));
            case Step.WindowedAggregate o when replacement instanceof Step.WindowedAggregate n ->
                    groups(o.grouping(), n.grouping())
                            .or(
                                    () ->
                                            unless(
                                                    o.windowing().equals(n.windowing()),
                                                    "its windows can't change"))
                            .or(() -> states(o.store(), o.calls(), n.store(), n.calls()));
            // what was counted must be undone as it was counted, so nothing below may differ
            case Step.TableAggregate _ when replacement instanceof Step.TableAggregate ->
                    unless(
                            old.equals(replacement),
                            "an aggregation over a table can't change, nor what it reads");
            case Step.Join _ when replacement instanceof Step.Join ->
                    unless(old.equals(replacement), "a join can't change, nor what it reads");
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Repartition _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _,
                    Step.Filter _,
                    Step.Project _,
                    Step.FlatMap _ ->
                    Optional.of("its steps can't change: only conditions and expressions can");
        };
    }

    private static Optional<String> unless(boolean fine, String reason) {
        return fine ? Optional.empty() : Optional.of(reason);
    }

    private static Optional<String> source(ScannedSource old, ScannedSource replacement) {
        return unless(
                old.name().equals(replacement.name()) && old.topic().equals(replacement.topic()),
                "it reads %s and can't read another source".formatted(old.name()));
    }

    /** The store holds the columns that are read. */
    private static Optional<String> table(Step.TableSource old, Step.TableSource replacement) {
        var store = old.store();
        return source(old.source(), replacement.source())
                .or(
                        () ->
                                store == null && replacement.store() == null
                                        ? Optional.empty()
                                        : unless(
                                                store != null
                                                        && store.equals(replacement.store())
                                                        && old.schema()
                                                                .equals(replacement.schema()),
                                                "the columns that it keeps of the table %s can't change: %s"
                                                        .formatted(
                                                                old.source().name(),
                                                                old.schema())));
    }

    /** Groups are keys of the store. */
    private static Optional<String> groups(Grouping old, Grouping replacement) {
        return unless(
                named(old.expressions()).equals(named(replacement.expressions()))
                        && old.keyFormat().equals(replacement.keyFormat())
                        && (old.repartition() == null) == (replacement.repartition() == null),
                "its GROUP BY can't change");
    }

    /** Each call has a state in the store. */
    private static Optional<String> states(
            String old,
            List<AggregateCall> calls,
            String replacement,
            List<AggregateCall> otherCalls) {
        return unless(
                old.equals(replacement) && calls(calls).equals(calls(otherCalls)),
                "its aggregate functions can't change");
    }

    private static List<String> named(List<NamedExpression> expressions) {
        return expressions.stream().map(e -> e.name() + "=" + text(e.expression())).toList();
    }

    private static List<String> calls(List<AggregateCall> calls) {
        return calls.stream()
                .map(
                        c ->
                                "%s(%s; %s):%s"
                                        .formatted(
                                                c.function().name(),
                                                c.arguments().stream()
                                                        .map(PlanReplacement::text)
                                                        .toList(),
                                                c.constants(),
                                                c.type()))
                .toList();
    }

    /** Which columns an expression reads, and not where they stand now. */
    private static String text(TypedExpression expression) {
        return ExpressionPrinter.print(Expressions.mapColumns(expression, _ -> 0));
    }
}
