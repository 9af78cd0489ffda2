// SPDX-License-Identifier: Apache-2.0
/**
 * One engine on one Kafka cluster, from reaching it to closing: puts the engine's parts together.
 */
package dev.bottledwater.engine.instance;
