// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import java.util.List;

/**
 * Rows that another instance has sent, by partition in the order that they were asked for in.
 *
 * @param complete of how many of the partitions, from the first on, there is no row more; the next
 *     one goes on after the last row here that is its
 */
record RowsAnswer(List<FoundRow> rows, int complete) {}
