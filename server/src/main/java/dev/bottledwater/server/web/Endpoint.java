// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.io.IOException;

/** Serves the requests of one route. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers the request, blocking as long as it takes.
     *
     * @throws RefusedException becomes the error's status and body
     * @throws IOException when the client is gone
     */
    void serve(RoutedRequest request) throws IOException, InterruptedException;
}
