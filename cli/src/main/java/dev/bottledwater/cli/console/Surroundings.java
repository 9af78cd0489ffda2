// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import dev.bottledwater.platform.ConfigVars;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a command sees of the machine it runs on.
 *
 * @param vars the config vars
 * @param in what the user types or a program pipes in
 * @param out results
 * @param err complaints
 * @param terminal whether a person sits at {@code in} and {@code out}
 * @param home the directory of the installed program
 * @param userHome where the user's own files are
 */
public record Surroundings(
        ConfigVars vars,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Path home,
        Path userHome) {
    /** The system property that the launcher sets to the directory of the installed program. */
    public static final String HOME_PROPERTY = "bottledwater.home";

    /** Returns the surroundings of this process. */
    public static Surroundings ofProcess() {
        Console console = System.console();
        return new Surroundings(
                ConfigVars.ofProcess(),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                console != null && console.isTerminal(),
                Path.of(System.getProperty(HOME_PROPERTY, "")),
                Path.of(System.getProperty("user.home", "")));
    }

    /** Whether to colour: only for people, and not where NO_COLOR is set (no-color.org). */
    public boolean colour() {
        return terminal && vars.get("NO_COLOR").isEmpty();
    }

    /**
     * Java takes ASCII where no locale is set, as on dynos and in containers; names are not ASCII.
     */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
