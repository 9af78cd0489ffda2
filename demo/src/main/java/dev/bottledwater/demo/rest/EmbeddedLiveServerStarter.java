// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo.rest;

import dev.bottledwater.testing.rest.LiveServer;
import dev.bottledwater.testing.rest.LiveServerStarter;

/** Starts the real server on the embedded broker and the stand-in of a schema registry. */
public final class EmbeddedLiveServerStarter implements LiveServerStarter {
    @Override
    public LiveServer start() {
        return EmbeddedLiveServer.start();
    }
}
