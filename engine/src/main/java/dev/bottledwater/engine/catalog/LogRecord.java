// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

/** What the catalog log's topic holds. */
sealed interface LogRecord permits CatalogEntry, CatalogSnapshot, SnapshotPart {}
