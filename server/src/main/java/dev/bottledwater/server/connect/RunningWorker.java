// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.server.web.RefusedException;

import java.net.URI;

/** Where the worker is. */
public final class RunningWorker {
    private static final int UNAVAILABLE = 50300;

    private RunningWorker() {}

    /**
     * The address of its REST API, on loopback.
     *
     * @throws RefusedException with the reason, when it doesn't run now
     */
    public static URI of(WorkerState state) {
        return switch (state) {
            case WorkerState.Running(URI uri) -> uri;
            case WorkerState.Starting _ ->
                    throw unavailable("Connect is starting. Try again in a few seconds.");
            case WorkerState.Failed(String reason, var retryAt) ->
                    throw unavailable(
                            "Connect isn't running. %s It is started again at %s."
                                    .formatted(reason, retryAt));
            case WorkerState.Stopping _, WorkerState.Stopped _ ->
                    throw unavailable("Connect is stopping.");
        };
    }

    private static RefusedException unavailable(String message) {
        return RefusedException.generic(UNAVAILABLE, message);
    }
}
