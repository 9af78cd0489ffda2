// SPDX-License-Identifier: Apache-2.0
/**
 * What a server knows of migrations: rows of a stream, what they say was applied and how far, and
 * the lock, which is the first to stand there.
 */
@NullMarked
package dev.bottledwater.cli.migrate.log;

import org.jspecify.annotations.NullMarked;
