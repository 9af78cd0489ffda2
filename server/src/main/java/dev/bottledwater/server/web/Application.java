// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

/** Serves all requests of the port. */
@FunctionalInterface
public interface Application {

    /** Answers the request. What it throws is a mistake and ends the connection. */
    void serve(Exchange exchange) throws Exception;
}
