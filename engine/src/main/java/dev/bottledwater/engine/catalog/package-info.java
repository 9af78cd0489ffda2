// SPDX-License-Identifier: Apache-2.0
/**
 * The catalog log: one Kafka topic that every instance replays to the same catalog. It has many
 * writers and one history: an entry names the version that it is based on, and replay ignores an
 * entry whose base isn't current (docs/adr/0002-catalog-log.md).
 */
package dev.bottledwater.engine.catalog;
