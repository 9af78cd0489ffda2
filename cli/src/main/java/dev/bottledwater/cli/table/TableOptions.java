// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import picocli.CommandLine.Option;

/** How a command prints that answers with a table. */
public final class TableOptions {
    enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    /** Whether it prints JSON instead of the table. */
    public boolean json() {
        return output == Output.JSON;
    }
}
