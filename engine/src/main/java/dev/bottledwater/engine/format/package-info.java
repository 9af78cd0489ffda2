// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes of records to rows and back. A {@link dev.bottledwater.engine.format.Format} makes readers
 * that decode only the wanted columns, and writers. {@code engine.serde} knows the formats that
 * exist and gives them Kafka's shapes.
 */
@NullMarked
package dev.bottledwater.engine.format;

import org.jspecify.annotations.NullMarked;
