// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import java.util.Set;

/** A server that listens. */
public interface Server {

    /** Starts servers. */
    @FunctionalInterface
    interface Starter {
        /**
         * Binds the port, and begins to start the parts behind it.
         *
         * @throws CommandFailedException when the port can't be bound
         */
        Server start(Settings settings, Set<ServePart> parts);
    }

    /** Returns the port that is bound. */
    int port();

    /** Ends it in order; returns when everything has ended. The second call does nothing. */
    void stop();
}
