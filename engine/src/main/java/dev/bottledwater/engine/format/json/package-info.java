// SPDX-License-Identifier: Apache-2.0
/** The JSON format: from bytes to columns with a streaming parser, and back with a generator. */
@NullMarked
package dev.bottledwater.engine.format.json;

import org.jspecify.annotations.NullMarked;
