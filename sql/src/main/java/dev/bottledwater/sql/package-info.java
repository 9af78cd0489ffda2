// SPDX-License-Identifier: Apache-2.0
/**
 * The KSQL language, from text to rewritten plan.
 *
 * <p>The way of a statement through the packages: {@link dev.bottledwater.sql.parse} makes a syntax
 * tree ({@link dev.bottledwater.sql.ast}) of a text; analysis gives its names and types a meaning;
 * planning turns that into a logical plan and rewrites it. {@link dev.bottledwater.sql.format}
 * writes trees back as text and {@link dev.bottledwater.sql.error} holds what all of them say to a
 * user when something is wrong. Nothing here knows of Kafka, HTTP, JSON or logging.
 */
@NullMarked
package dev.bottledwater.sql;

import org.jspecify.annotations.NullMarked;
