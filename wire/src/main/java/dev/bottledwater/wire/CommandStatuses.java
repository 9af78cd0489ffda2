// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import java.util.SequencedMap;

/** The answer of {@code GET /status}: each command's id and the name of its status. */
public record CommandStatuses(SequencedMap<String, String> commandStatuses) {}
