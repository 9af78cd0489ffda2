// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

/** Is told of each request that was answered. Called by many threads. */
@FunctionalInterface
public interface RequestLog {

    /**
     * A request that was answered.
     *
     * @param exchange only looked at
     * @param caller who asked; nobody where that wasn't found out
     * @param route the pattern of its path; {@code none} where there is none
     * @param method of the route; {@code other} where there is none
     * @param status of the answer; 0 when its connection broke before one
     * @param nanos from its head to the end of its answer
     */
    record Served(
            Exchange exchange,
            Caller caller,
            String route,
            String method,
            int status,
            long nanos) {}

    /** A request was answered. */
    void served(Served request);
}
