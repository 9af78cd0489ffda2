// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import org.jspecify.annotations.Nullable;

/**
 * A topic that a statement needs: to be created if it doesn't exist.
 *
 * @param name logical name, without the platform's prefix
 * @param partitions null: the topic exists already
 * @param replicas null: the broker's default
 * @param retentionMillis null: the broker's default
 * @param cleanupPolicy {@code delete}, {@code compact} or {@code compact,delete}
 */
public record TopicSpec(
        String name,
        @Nullable Integer partitions,
        @Nullable Integer replicas,
        @Nullable Long retentionMillis,
        String cleanupPolicy) {}
