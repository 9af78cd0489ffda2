// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology.watch;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.SessionStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Which processors of a query's topology are watched, by the names that Kafka Streams gives them.
 * Kafka Streams makes wrappers of processors by their class, so this comes to {@link
 * WatchingWrapper} as an object in the configuration.
 */
public final class RowWatches {
    /** KSQL's default GRACE PERIOD. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    static final String CONFIG = "bottledwater.row.watches";

    record Watched(QueryScope scope, String step, RowWatch.Factory factory) {
        RowWatch in(ProcessingContext context) {
            return factory.in(
                    context, new StepErrors(scope, step, () -> RecordPosition.of(context)));
        }
    }

    private final QueryScope scope;
    private final Map<String, Watched> byProcessor = new HashMap<>();

    private RowWatches(QueryScope scope) {
        this.scope = scope;
    }

    /**
     * Has the processors of a plan watched.
     *
     * @param config what the topology is built with
     */
    public static void configure(Properties config, PhysicalPlan plan, QueryScope scope) {
        var watches = new RowWatches(scope);
        plan.steps().forEach(watches::add);
        if (!watches.byProcessor.isEmpty()) {
            config.put(CONFIG, watches);
            config.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, WatchingWrapper.class);
        }
    }

    static RowWatches from(Map<String, ?> configs) {
        return (RowWatches)
                Objects.requireNonNull(configs.get(CONFIG), "the configuration lacks " + CONFIG);
    }

    @Nullable Watched of(String processor) {
        return byProcessor.get(processor);
    }

    private void add(Step step) {
        switch (step) {
            case Step.WindowedAggregate s -> windows(s);
            case Step.Join s -> join(s);
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Filter _,
                    Step.Project _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.TableAggregate _ -> {}
        }
    }

    private void windows(Step.WindowedAggregate step) {
        var windowing = step.windowing();
        long grace = grace(windowing.grace());
        watch(
                step.name() + "-Aggregate",
                step,
                windowing.type() == KeyWindow.Type.SESSION
                        ? (context, errors) ->
                                new LateForSession(
                                        windowing.size(),
                                        grace,
                                        sessions(context, step.store()),
                                        errors)
                        : (_, errors) ->
                                new LateForWindow(
                                        windowing.size(), windowing.advance(), grace, errors));
    }

    private static SessionStore<Object, ?> sessions(ProcessingContext context, String store) {
        SessionStore<Object, ?> sessions = context.getStateStore(store);
        return Objects.requireNonNull(sessions, store);
    }

    private void join(Step.Join step) {
        switch (step.method()) {
            case JoinMethod.Windowed window -> windowed(step, window);
            case JoinMethod.Lookup() -> {
                if (step.joinKind() == JoinKind.INNER) {
                    nullKeys(step, step.leftMoves() ? "-repartition-filter" : "");
                }
            }
            // a row of a table without a partner is no loss: it may get one later
            case JoinMethod.Tables() -> {}
            case JoinMethod.ForeignKey _ -> {}
        }
    }

    /** A right join is a left join with its sides exchanged, in Kafka Streams' names too. */
    private void windowed(Step.Join step, JoinMethod.Windowed window) {
        boolean exchanged = step.joinKind() == JoinKind.RIGHT;
        long size = window.before() + window.after();
        long grace = grace(window.grace());
        for (var side : new String[] {"-this-windowed", "-other-windowed"}) {
            watch(step.name() + side, step, (_, errors) -> new LateForJoin(size, grace, errors));
        }
        // rows of the side that is kept whole are emitted without a partner
        boolean inner = step.joinKind() == JoinKind.INNER;
        boolean full = step.joinKind() == JoinKind.FULL;
        if (inner) {
            boolean moves = exchanged ? step.rightMoves() : step.leftMoves();
            nullKeys(step, moves ? "-left-repartition-filter" : "-this-join");
        }
        if (!full) {
            boolean moves = exchanged ? step.leftMoves() : step.rightMoves();
            nullKeys(
                    step,
                    moves
                            ? "-right-repartition-filter"
                            : inner ? "-other-join" : "-outer-other-join");
        }
    }

    private void nullKeys(Step step, String suffix) {
        watch(step.name() + suffix, step, (_, errors) -> new NullJoinKeys(errors));
    }

    private void watch(String processor, Step step, RowWatch.Factory factory) {
        byProcessor.put(processor, new Watched(scope, step.name(), factory));
    }

    private static long grace(@Nullable Long given) {
        return given == null ? DEFAULT_GRACE.toMillis() : given;
    }
}
