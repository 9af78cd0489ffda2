// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.server.web.RefusedException;

/** The SQL engine, which may not be there yet, or for a while. */
public interface EngineAccess {

    /**
     * The engine.
     *
     * @throws RefusedException while there is none, with what it waits for
     */
    SqlEngine engine();

    /** What the engine is doing, or why there is none. */
    EngineState state();

    /** What of the engine works, also while there is none. */
    EngineHealth health();

    /** The service id, also while there is no engine. */
    String serviceId();
}
