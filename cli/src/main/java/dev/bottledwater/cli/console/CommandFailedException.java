// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

/** Ends a command with what there is to say to its user. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * @param message what is wrong and what to do, for people; without secrets
     */
    public CommandFailedException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * @param message what is wrong and what to do, for people; without secrets
     */
    public CommandFailedException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Returns how the program ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
