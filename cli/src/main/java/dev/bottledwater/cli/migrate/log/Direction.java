// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

/** Which way a migration goes. */
public enum Direction {
    /** It is applied. */
    UP("apply"),
    /** It is taken back. */
    DOWN("down");

    private final String command;

    Direction(String command) {
        this.command = command;
    }

    /** Returns the command that does it. */
    public String command() {
        return command;
    }
}
