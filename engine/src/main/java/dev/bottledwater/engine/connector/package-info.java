// SPDX-License-Identifier: Apache-2.0
/**
 * What SQL needs of Kafka Connect: a port that the server fills, since only it knows the worker.
 */
@NullMarked
package dev.bottledwater.engine.connector;

import org.jspecify.annotations.NullMarked;
