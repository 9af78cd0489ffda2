// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import java.net.URI;
import java.time.Instant;

/**
 * What the supervised worker is doing. Each state offers only the steps that lead out of it:
 *
 * <pre>
 * Starting → Running → Failed → Starting …
 * Starting → Failed
 * Starting, Running, Failed → Stopping → Stopped
 * </pre>
 */
public sealed interface WorkerState {

    /** A state in which the supervisor still means the worker to run. */
    sealed interface Active extends WorkerState {
        /** The step that {@link ConnectSupervisor#close()} takes. */
        default Stopping stop() {
            return new Stopping();
        }
    }

    /**
     * The worker is being started: Kafka is checked, plugins are loaded, topics are read, the group
     * is joined.
     */
    record Starting() implements Active {
        public Running running(URI uri) {
            return new Running(uri);
        }

        public Failed failed(String reason, Instant retryAt) {
            return new Failed(reason, retryAt);
        }
    }

    /**
     * The worker is in its group and takes requests.
     *
     * @param uri where its REST API answers, on loopback
     */
    record Running(URI uri) implements Active {
        public Failed failed(String reason, Instant retryAt) {
            return new Failed(reason, retryAt);
        }
    }

    /**
     * The worker isn't there and will be started again.
     *
     * @param reason for the operator: what is wrong and what to do, without secrets
     * @param retryAt when the next start is tried
     */
    record Failed(String reason, Instant retryAt) implements Active {
        public Starting retry() {
            return new Starting();
        }
    }

    /** Tasks are being stopped and their offsets committed. */
    record Stopping() implements WorkerState {
        public Stopped stopped() {
            return new Stopped();
        }
    }

    /** The end: no thread of Connect is left, but for those that ignored the deadline. */
    record Stopped() implements WorkerState {}
}
