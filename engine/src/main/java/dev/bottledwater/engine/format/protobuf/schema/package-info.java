// SPDX-License-Identifier: Apache-2.0
/**
 * Protobuf's schemas: messages with their fields, resolved so that a codec can be made of them.
 * Knows nothing of SQL or registries.
 */
@NullMarked
package dev.bottledwater.engine.format.protobuf.schema;

import org.jspecify.annotations.NullMarked;
