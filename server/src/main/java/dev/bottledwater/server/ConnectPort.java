// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.WorkerState;

/** What the process needs of Connect's supervisor. */
interface ConnectPort extends AutoCloseable {

    /** Returns at once. */
    void start();

    WorkerState state();

    @Override
    void close();
}
