// SPDX-License-Identifier: Apache-2.0
/**
 * {@code migrate}: brings a server's catalog from version to version with files of SQL. What was
 * applied stands in a stream on the server, laid out as by the ksql-migrations tool, and so does
 * the lock that keeps two from doing it at once.
 */
@NullMarked
package dev.bottledwater.cli.migrate;

import org.jspecify.annotations.NullMarked;
