// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/** The engine can't take statements now; the message says why and whether it mends itself. */
public final class EngineUnavailableException extends RuntimeException {
    public EngineUnavailableException(String message) {
        super(message);
    }

    /** Returns the refusal of an engine in a state. */
    public static EngineUnavailableException in(EngineState state) {
        return new EngineUnavailableException(
                switch (state) {
                    case EngineState.Starting(var step) ->
                            "The SQL engine is starting: %s. Try again in a moment."
                                    .formatted(step);
                    case EngineState.Degraded(var reason) ->
                            "The SQL engine can't take statements yet: " + reason;
                    case EngineState.Stopped() -> "The SQL engine is stopping.";
                    case EngineState.Running() ->
                            "The SQL engine is starting. Try again in a moment.";
                });
    }
}
