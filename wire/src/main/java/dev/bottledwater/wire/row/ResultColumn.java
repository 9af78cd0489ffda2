// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

/**
 * A column of a result.
 *
 * @param type KSQL's text of the type, such as {@code ARRAY<INTEGER>}
 * @param key whether it is a projected key column; only pull queries on tables over {@code /query}
 *     tell
 */
public record ResultColumn(String name, String type, boolean key) {}
