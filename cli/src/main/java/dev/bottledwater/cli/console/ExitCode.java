// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

/** How the program ends. From 64 on the codes are those of BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** Everything asked for was done. */
    OK(0, "done"),
    /** A statement or a check failed. */
    FAILED(1, "a statement or a check failed"),
    /** The command line is wrong: an unknown command, option or value. */
    USAGE(64, "the command line is wrong"),
    /** A file that was named can't be read. */
    NO_INPUT(66, "a file can't be read"),
    /** A server can't be reached, or the port to listen on is taken. */
    UNAVAILABLE(69, "a server can't be reached, or the port is taken"),
    /** A fault of the program itself. */
    INTERNAL(70, "a fault of the program itself"),
    /** A config var is missing or can't be used. */
    CONFIGURATION(78, "a config var is missing or wrong");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns the process's exit status. */
    public int code() {
        return code;
    }

    /** Returns what it means, in a few words. */
    public String meaning() {
        return meaning;
    }
}
