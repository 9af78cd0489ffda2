// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

/** How a running server learns that it must stop. */
@FunctionalInterface
public interface StopSignal {
    /**
     * Waits for the signal, then stops.
     *
     * @param stop ends everything in order and returns when it has ended
     * @return whether everything had ended in time
     */
    boolean awaitAndStop(Runnable stop) throws InterruptedException;
}
