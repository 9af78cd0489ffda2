// SPDX-License-Identifier: Apache-2.0
/** SHOW, DESCRIBE and EXPLAIN: what there is, as answers of statements. */
@NullMarked
package dev.bottledwater.engine.inspect;

import org.jspecify.annotations.NullMarked;
