// SPDX-License-Identifier: Apache-2.0
/**
 * The formats that exist by name, and Kafka's serialisers made of them and of the internal row
 * format.
 */
package dev.bottledwater.engine.serde;
