// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

/** How a dyno is, as {@code heroku ps} says it. */
public enum DynoState {
    /** It runs and hasn't bound its port yet. */
    STARTING,
    /** It has bound its port: the router sends requests. */
    UP,
    /** It was told to end. */
    STOPPING,
    /** It was stopped, or not started yet. */
    DOWN,
    /** It ended by itself. */
    CRASHED
}
