// SPDX-License-Identifier: Apache-2.0
/** The routes of the KSQL REST API: statements, statuses and descriptions of the server. */
package dev.bottledwater.server.ksql;
