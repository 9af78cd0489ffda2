// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Severity;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines with a verdict each, as {@code doctor} and {@code provision} print them.
 *
 * @param stream where they go
 */
public record Report(Surroundings surroundings, PrintStream stream) {

    /** Prints one finding. */
    public void finding(Finding finding) {
        switch (finding.severity()) {
            case WARNING -> line(Style.YELLOW, "warn", finding.subject() + ": " + finding);
            case ERROR -> line(Style.RED, "FAIL", finding.subject() + ": " + finding);
        }
    }

    /** Prints a sentence that is worth a look. */
    public void note(String sentence) {
        line(Style.YELLOW, "note", sentence);
    }

    /** Prints what is as it must be. */
    public void good(String verdict, String text) {
        line(Style.GREEN, verdict, text);
    }

    /** Prints one line. */
    void line(Style style, String verdict, String text) {
        stream.println(style.paint("%-4s".formatted(verdict), surroundings.colour()) + "  " + text);
    }

    /** Counts those that must be mended. */
    public static long errors(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
    }
}
