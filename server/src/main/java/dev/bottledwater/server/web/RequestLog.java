// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

/** Is told of each request that was answered. Called by many threads. */
@FunctionalInterface
public interface RequestLog {

    /**
     * A request was answered.
     *
     * @param route the pattern of its path; {@code none} where there is none
     * @param status of the answer; 0 when its connection broke before one
     * @param nanos from its head to the end of its answer
     */
    void served(String method, String route, int status, long nanos);
}
