// SPDX-License-Identifier: Apache-2.0
/**
 * The engine's own format of rows in state stores, changelogs and repartition topics. The layout is
 * described at {@link dev.bottledwater.engine.format.binary.BinaryRowCodec}.
 */
@NullMarked
package dev.bottledwater.engine.format.binary;

import org.jspecify.annotations.NullMarked;
