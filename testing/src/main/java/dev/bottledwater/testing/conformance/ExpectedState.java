// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * What there must be after a case (conformance format, section 8).
 *
 * @param forbiddenTopics a pattern that no topic may have a match of, null for none
 */
public record ExpectedState(
        List<ExpectedSource> sources,
        @Nullable String forbiddenTopics,
        List<ExpectedTopic> topics) {
    public static final ExpectedState NONE = new ExpectedState(List.of(), null, List.of());

    public ExpectedState {
        sources = List.copyOf(sources);
        topics = List.copyOf(topics);
    }

    /**
     * A stream or table.
     *
     * @param schema a column list as in CREATE; null for any, and so are the others
     */
    public record ExpectedSource(
            String name,
            boolean table,
            @Nullable String schema,
            @Nullable ExpectedKey key,
            @Nullable String valueFormat,
            @Nullable Set<String> keyFeatures,
            @Nullable Set<String> valueFeatures,
            @Nullable Boolean readOnly) {

        /** The same source with another column list. */
        public ExpectedSource withSchema(String other) {
            return new ExpectedSource(
                    name, table, other, key, valueFormat, keyFeatures, valueFeatures, readOnly);
        }
    }

    /**
     * The keys of a source.
     *
     * @param windowType null for no window
     * @param windowMillis null for no size
     */
    public record ExpectedKey(
            String format, @Nullable String windowType, @Nullable Long windowMillis) {}

    /** A topic; schemas and partitions may be null for any. */
    public record ExpectedTopic(
            String name,
            JsonNode keyFormat,
            JsonNode valueFormat,
            @Nullable Integer partitions,
            @Nullable JsonNode keySchema,
            @Nullable JsonNode valueSchema) {

        /** Whether it is one that the engine makes for itself. */
        public boolean internal() {
            return name.startsWith("_confluent-ksql-");
        }
    }
}
