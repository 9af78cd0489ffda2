// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas outside of the topics: what a Confluent-compatible schema registry holds, and how records
 * refer to it. Knows nothing of SQL; formats with schemas build on it.
 */
@NullMarked
package dev.bottledwater.engine.registry;

import org.jspecify.annotations.NullMarked;
