// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/** The engine can't take statements now; the message says why and whether it mends itself. */
public final class EngineUnavailableException extends RuntimeException {
    public EngineUnavailableException(String message) {
        super(message);
    }
}
