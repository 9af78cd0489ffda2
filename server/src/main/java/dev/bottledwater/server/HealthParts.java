// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.server.connect.ConnectorProblems;
import dev.bottledwater.server.database.SlotWarnings;
import dev.bottledwater.server.health.PartHealth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What {@code /health} tells of, in the order of its lines. */
final class HealthParts {
    private final List<Supplier<PartHealth>> parts = new ArrayList<>();

    void add(Supplier<PartHealth> part) {
        parts.add(part);
    }

    void engine(EngineSlot engine) {
        add(() -> health(engine.state()));
    }

    /**
     * @param slots that no other part tells of
     */
    void connect(ConnectPort connect, Supplier<List<SlotLag>> slots) {
        add(() -> health(connect.state(), slots.get()));
        add(() -> ConnectorProblems.health(connect.problems()));
    }

    void database(Supplier<List<SlotLag>> slots) {
        add(() -> PartHealth.ready("database", String.join(" ", SlotWarnings.of(slots.get()))));
    }

    List<Supplier<PartHealth>> all() {
        return List.copyOf(parts);
    }

    private static PartHealth health(EngineState state) {
        return switch (state) {
            case EngineState.Starting(String step) -> PartHealth.starting("sql", step);
            case EngineState.Running _ -> PartHealth.ready("sql");
            case EngineState.Degraded(String reason) -> PartHealth.degraded("sql", reason);
            case EngineState.Stopped _ -> PartHealth.degraded("sql", "It is stopping.");
        };
    }

    private static PartHealth health(WorkerState state, List<SlotLag> slots) {
        return switch (state) {
            case WorkerState.Starting _ -> PartHealth.starting("connect", "Joining its group.");
            case WorkerState.Running _ ->
                    PartHealth.ready("connect", String.join(" ", SlotWarnings.of(slots)));
            case WorkerState.Failed(String reason, var retryAt) ->
                    PartHealth.degraded(
                            "connect", reason + " It is started again at " + retryAt + ".");
            case WorkerState.Stopping _, WorkerState.Stopped _ ->
                    PartHealth.degraded("connect", "It is stopping.");
        };
    }
}
