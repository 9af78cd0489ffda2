// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The threads that a machine allows, shared out to queries. A dyno of 512 MB has 256, and a JVM
 * that gets no more of them fails in the middle of whatever it does. Thread-safe.
 */
public final class ThreadBudget {
    /** The property that says how many threads there may be, in place of what the system says. */
    public static final String PROPERTY = "bw.threads.max";

    /** For what comes and goes: requests, the compiler, the tasks of connectors. */
    static final int KEPT_FREE = 16;

    private final int most;
    private final IntSupplier others;
    private final Map<String, Integer> reserved = new HashMap<>();

    /**
     * @param most {@link Integer#MAX_VALUE} for no limit
     * @param others how many threads there are now that are no query's
     */
    ThreadBudget(int most, IntSupplier others) {
        this.most = most;
        this.others = others;
    }

    /**
     * How many a query has: of Kafka Streams its cleaner and an admin client, and for each stream
     * thread that thread, one that restores state, and those of its consumer and producer.
     */
    static int needed(int streamThreads) {
        return 2 + 4 * streamThreads;
    }

    /** The limit; empty for none. */
    public Optional<Integer> limit() {
        return most == Integer.MAX_VALUE ? Optional.empty() : Optional.of(most);
    }

    /** Why a query can't have so many threads, with the numbers; empty when it can. */
    synchronized Optional<String> refusal(String queryId, int needed) {
        if (most == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        int queries = reserved.containsKey(queryId) ? reserved.size() - 1 : reserved.size();
        int theirs =
                reserved.values().stream().mapToInt(Integer::intValue).sum()
                        - reserved.getOrDefault(queryId, 0);
        int rest = others.getAsInt();
        return theirs + rest + KEPT_FREE + needed <= most
                ? Optional.empty()
                : Optional.of(
                        "The query needs %d threads, but of the %d that this machine allows %d are taken by %d other queries and %d by the rest of the program, and %d are kept free: end a query, use a larger machine, or raise %s if the machine allows more"
                                .formatted(
                                        needed, most, theirs, queries, rest, KEPT_FREE, PROPERTY));
    }

    /**
     * Takes the threads of a query, until {@link #release}.
     *
     * @throws UnrunnableQueryException when there aren't as many
     */
    synchronized void reserve(String queryId, int needed) {
        refusal(queryId, needed)
                .ifPresent(
                        reason -> {
                            throw new UnrunnableQueryException(
                                    QueryFailure.Kind.SYSTEM, reason, null);
                        });
        reserved.put(queryId, needed);
    }

    synchronized void release(String queryId) {
        reserved.remove(queryId);
    }
}
