// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.table.Grid;

/** A piece of an answer. */
sealed interface Block {
    /** Text for people, of any number of lines. */
    record Text(String text) implements Block {}

    /** A list of rows. */
    record Rows(Grid grid) implements Block {}
}
