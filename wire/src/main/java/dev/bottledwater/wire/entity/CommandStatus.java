// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import org.jspecify.annotations.Nullable;

/**
 * Where a command stands; also the answer of {@code GET /status/…}.
 *
 * @param status QUEUED, PARSING, EXECUTING, RUNNING, TERMINATED, SUCCESS or ERROR
 * @param queryId the persistent query that the command started; null when it starts none
 */
public record CommandStatus(String status, String message, @Nullable String queryId) {}
