// SPDX-License-Identifier: Apache-2.0
/** Sends the rows of a query to a client, in each form that clients know. */
package dev.bottledwater.server.ksql.rows;
