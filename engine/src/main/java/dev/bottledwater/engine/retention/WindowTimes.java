// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.plan.JoinMethod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the windows of a plan may still change. They aren't written anew, so topics must keep
 * their records for as long.
 *
 * @param size of the widest window
 * @param grace how long late rows are taken
 */
public record WindowTimes(Duration size, Duration grace) {
    /** KSQL's, where the statement gives none. */
    private static final Duration GRACE = Duration.ofHours(24);

    /** Those of the plan's windows that are needed for longer than topics keep records. */
    public static Optional<WindowTimes> beyond(Duration retention, PhysicalPlan plan) {
        return plan.steps().stream()
                .flatMap(step -> of(step).stream())
                .filter(t -> t.needed().compareTo(retention) > 0)
                .findFirst();
    }

    /** Those of a step; empty where it has no windows. */
    public static Optional<WindowTimes> of(Step step) {
        return switch (step) {
            case Step.WindowedAggregate s ->
                    Optional.of(of(s.windowing().size(), s.windowing().grace()));
            case Step.Join s ->
                    s.method() instanceof JoinMethod.Windowed(long before, long after, var grace)
                            ? Optional.of(of(before + after, grace))
                            : Optional.empty();
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Filter _,
                    Step.Project _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.TableAggregate _ ->
                    Optional.empty();
        };
    }

    private static WindowTimes of(long size, @Nullable Long grace) {
        return new WindowTimes(
                Duration.ofMillis(size), grace == null ? GRACE : Duration.ofMillis(grace));
    }

    /** How long a row of a window may still lead to a change. */
    public Duration needed() {
        return size.plus(grace);
    }

    /** A time as people write it: {@code 25 HOURS}. */
    public static String text(Duration time) {
        for (var unit : Unit.values()) {
            if (time.toMillis() % unit.millis == 0) {
                long count = time.toMillis() / unit.millis;
                return count + " " + unit + (count == 1 ? "" : "S");
            }
        }
        return time.toMillis() + " MILLISECONDS";
    }

    /** KSQL's units, the largest first. */
    private enum Unit {
        DAY(86_400_000),
        HOUR(3_600_000),
        MINUTE(60_000),
        SECOND(1_000);

        private final long millis;

        Unit(long millis) {
            this.millis = millis;
        }
    }
}
