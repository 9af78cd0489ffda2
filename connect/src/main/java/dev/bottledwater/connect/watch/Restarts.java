// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.failure.FailureCause;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which connectors are restarted when: with a growing pause while what they need may come
 * back, a few times where nothing is known of the cause, and never where somebody must act first.
 * Used by one thread.
 */
final class Restarts {
    /** How often is tried what nothing is known of. */
    static final int ATTEMPTS = 5;

    private final @Nullable Backoff backoff;
    private final Map<String, Attempts> attempts = new HashMap<>();

    /**
     * How it went with a connector.
     *
     * @param restarts since it last worked for long
     * @param last the last restart; null where there was none
     * @param next when it is restarted; null where it isn't
     */
    record Attempts(int restarts, @Nullable Instant last, @Nullable Instant next) {
        static final Attempts NONE = new Attempts(0, null, null);
    }

    /**
     * @param backoff the pauses; null where nothing is to be restarted
     */
    Restarts(@Nullable Backoff backoff) {
        this.backoff = backoff;
    }

    /** Forgets all but these connectors. */
    void keep(Set<String> connectors) {
        attempts.keySet().retainAll(connectors);
    }

    Attempts of(String connector) {
        return attempts.getOrDefault(connector, Attempts.NONE);
    }

    /**
     * Takes note of how a connector is.
     *
     * @return whether its failed parts are to be restarted now
     */
    boolean due(ConnectorFacts connector, Instant now) {
        if (backoff == null) {
            return false;
        }
        Attempts so = of(connector.name());
        List<ConnectorFacts.Part> failed = connector.failed();
        if (failed.isEmpty() || connector.halted()) {
            Instant last = so.last();
            if (last == null || last.plus(backoff.longest()).isBefore(now)) {
                attempts.remove(connector.name());
            } else {
                attempts.put(connector.name(), new Attempts(so.restarts(), last, null));
            }
            return false;
        }
        if (!mayHelp(failed, so.restarts())) {
            attempts.put(connector.name(), new Attempts(so.restarts(), so.last(), null));
            return false;
        }
        Instant next = so.next();
        if (next == null) {
            next = now.plus(backoff.after(so.restarts() + 1));
        }
        boolean due = !next.isAfter(now);
        attempts.put(
                connector.name(),
                due
                        ? new Attempts(so.restarts() + 1, now, null)
                        : new Attempts(so.restarts(), so.last(), next));
        return due;
    }

    private static boolean mayHelp(List<ConnectorFacts.Part> failed, int restarts) {
        return failed.stream()
                .map(part -> FailureCause.of(part.trace()))
                .anyMatch(
                        cause ->
                                switch (cause) {
                                    case LASTING -> false;
                                    case PASSING -> true;
                                    case UNKNOWN -> restarts < ATTEMPTS;
                                });
    }
}
