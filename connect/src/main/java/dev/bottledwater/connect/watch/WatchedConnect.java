// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the watch sees of Connect, and the one thing that it does. */
public interface WatchedConnect extends AutoCloseable {

    /** Whether this worker is the leader of its group, which looks after all connectors. */
    boolean leads();

    /** All connectors of the group. */
    List<ConnectorFacts> connectors();

    /** The workers that are in the group now; empty where Kafka doesn't tell. */
    Optional<Set<String>> workers();

    /** How far this worker's own source tasks have come. */
    List<SourceProgress> ownSources();

    /**
     * Topics that a connector reads or writes, as far as its settings name them, and that aren't
     * there.
     *
     * @return a sentence with the command that creates it for each
     */
    List<String> missingTopics(String connector);

    /**
     * Asks the database of a connector why it can't be connected to.
     *
     * @return its answer; empty where it can be, or can't be asked
     */
    String refusal(String connector);

    /**
     * Makes the connectors that files declare be so, where that hasn't been done.
     *
     * @return what stands in the way
     */
    List<ConnectorProblem> declared();

    /**
     * What endangers connectors, as far as their leader sees it: what it does for all of them and
     * can't, and what their databases will come to.
     */
    default List<ConnectorProblem> dangers() {
        return List.of();
    }

    /** Asks for a restart of what has failed of a connector. */
    void restartFailed(String connector);

    @Override
    void close();

    /**
     * How far a source task has come.
     *
     * @param unwritten records that it has read and that Kafka hasn't confirmed
     * @param written records that Kafka has confirmed since the task's start
     * @param connected to what it reads; true also where that can't be told, or it doesn't run
     */
    record SourceProgress(
            String connector, int task, double unwritten, double written, boolean connected) {}
}
