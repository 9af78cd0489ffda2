// SPDX-License-Identifier: Apache-2.0
/**
 * Rows as Protobuf messages, with a schema registry (PROTOBUF) and without (PROTOBUF_NOSR). Readers
 * and writers go straight between bytes and rows.
 */
@NullMarked
package dev.bottledwater.engine.format.protobuf;

import org.jspecify.annotations.NullMarked;
