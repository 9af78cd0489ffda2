// SPDX-License-Identifier: Apache-2.0
/**
 * Topics that delete records by age although they are compacted, as on shared plans: what keeps the
 * state and the tables of queries alive there, and what can't be kept.
 */
package dev.bottledwater.engine.retention;
