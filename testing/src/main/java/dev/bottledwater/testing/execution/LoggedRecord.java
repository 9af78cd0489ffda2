// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as it lies in a topic; the timestamp is in milliseconds. */
public record LoggedRecord(
        byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers) {}
