// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import java.time.Duration;

/** One way to compute a query. */
interface Contender {
    /** For people to read. */
    String name();

    /**
     * Begins to compute from the start of the input into a topic that exists and is empty. Closing
     * what is returned stops it and removes its internal topics and its state.
     *
     * @param number of the run, for names
     */
    AutoCloseable start(String sink, int number);

    /** How long after its start a contender may be silent before the run is given up. */
    Duration PATIENCE = Duration.ofMinutes(2);
}
