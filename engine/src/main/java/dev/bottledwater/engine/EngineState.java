// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/** What the engine is doing. */
public sealed interface EngineState {

    /** Reaching Kafka and replaying the catalog log. */
    record Starting(String step) implements EngineState {}

    /** Taking statements. */
    record Running() implements EngineState {}

    /**
     * Queries run, but statements that change the catalog are refused; or the start is being
     * retried.
     */
    record Degraded(String reason) implements EngineState {}

    /** Closed or closing. */
    record Stopped() implements EngineState {}
}
