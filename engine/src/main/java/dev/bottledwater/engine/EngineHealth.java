// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/**
 * What of an engine works.
 *
 * @param catalogKnown whether the catalog was read: statements that only look are answered
 * @param kafkaReachable whether Kafka answered when it was last asked
 * @param changeable whether the catalog can be changed
 */
public record EngineHealth(boolean catalogKnown, boolean kafkaReachable, boolean changeable) {

    /**
     * Returns the health of an engine in a state.
     *
     * @param catalogKnown whether the catalog was read once
     * @param kafkaReachable whether Kafka answered when it was last asked
     */
    public static EngineHealth of(EngineState state, boolean catalogKnown, boolean kafkaReachable) {
        return switch (state) {
            case EngineState.Running _ -> new EngineHealth(true, true, true);
            case EngineState.Starting _ -> new EngineHealth(false, kafkaReachable, false);
            case EngineState.Degraded _ -> new EngineHealth(catalogKnown, kafkaReachable, false);
            case EngineState.Stopped _ -> new EngineHealth(false, false, false);
        };
    }

    /** Whether all of it works. */
    public boolean isWhole() {
        return catalogKnown && kafkaReachable && changeable;
    }
}
