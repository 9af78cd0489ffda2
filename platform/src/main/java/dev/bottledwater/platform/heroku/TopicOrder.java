// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.heroku;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A topic to create.
 *
 * @param name without the prefix, which Heroku adds
 * @param partitions at least 1
 * @param compaction whether only the last record of each key is kept
 * @param retention how long records are kept; null for what the plan gives: on shared plans its
 *     default, also with compaction, and on dedicated plans for ever where there is compaction
 */
public record TopicOrder(
        String name, int partitions, boolean compaction, @Nullable Duration retention) {}
