// SPDX-License-Identifier: Apache-2.0
/**
 * Steps of a physical plan as code over rows, without Kafka Streams: persistent queries run it
 * inside topologies, transient queries run it in memory.
 */
package dev.bottledwater.engine.operator;
