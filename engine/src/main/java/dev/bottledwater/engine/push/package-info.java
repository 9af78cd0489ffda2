// SPDX-License-Identifier: Apache-2.0
/**
 * Transient queries: push queries, pull queries and PRINT as {@link
 * dev.bottledwater.engine.RowStream}s. They create no topic and no group: assigned consumers feed
 * the operators of the plan, and state is kept in memory within a budget.
 */
package dev.bottledwater.engine.push;
