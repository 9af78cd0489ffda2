// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

/** How answers are printed. */
public enum OutputFormat {
    /** For people, as KSQL's command line prints. */
    TABULAR,
    /** The server's documents, indented. */
    JSON,
    /** One line per value. */
    VERTICAL,
    /** RFC 4180, and nothing but rows. */
    CSV,
    /** Tables of GitHub's Markdown. */
    MARKDOWN
}
