// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

/**
 * Starts a live server. Found with {@link java.util.ServiceLoader}: the one that there is comes
 * with the demo's libraries, which a deployed program doesn't have.
 */
public interface LiveServerStarter {

    /**
     * Starts a server that takes statements.
     *
     * @throws IllegalStateException when it doesn't come up, with a sentence that says why
     */
    LiveServer start();
}
