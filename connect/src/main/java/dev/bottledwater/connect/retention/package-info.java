// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps what is live in Connect's own topics where topics delete records by age although they are
 * compacted, as on shared plans.
 */
@NullMarked
package dev.bottledwater.connect.retention;

import org.jspecify.annotations.NullMarked;
