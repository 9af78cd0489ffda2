// SPDX-License-Identifier: Apache-2.0
/** What the server asks the Postgres that connectors follow. */
package dev.bottledwater.server.database;
