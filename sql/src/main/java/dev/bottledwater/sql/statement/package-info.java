// SPDX-License-Identifier: Apache-2.0
/**
 * Statements that change the catalog: what each asks for, checked against the catalog as it is.
 * Pure functions; the engine carries out what comes out.
 */
package dev.bottledwater.sql.statement;
