// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * How often a record may count after a failure. The values are those of KSQL's property {@code
 * processing.guarantee}; Kafka Streams 4 knows the first two only.
 */
public enum ProcessingGuarantee {
    /** Never lost; what was processed since the last commit is processed again. */
    AT_LEAST_ONCE,
    /** Results, state and offsets are committed together, in transactions. */
    EXACTLY_ONCE;

    /** The property without {@code ksql.streams.}. */
    public static final String PROPERTY = StreamsConfig.PROCESSING_GUARANTEE_CONFIG;

    private static final String PREFIX = "ksql.streams.";

    /**
     * The guarantee of a value of the property. KSQL's older servers had {@code exactly_once} and
     * {@code exactly_once_beta}, which its documents call deprecated: they mean what {@code
     * exactly_once_v2} means today.
     *
     * @return empty for another value
     */
    public static Optional<ProcessingGuarantee> of(String value) {
        return switch (value) {
            case "at_least_once" -> Optional.of(AT_LEAST_ONCE);
            case "exactly_once_v2", "exactly_once", "exactly_once_beta" ->
                    Optional.of(EXACTLY_ONCE);
            default -> Optional.empty();
        };
    }

    /**
     * The guarantee of a query.
     *
     * @param server the server's properties
     * @param statement those of the statement, which win
     * @throws IllegalArgumentException for a value that there isn't
     */
    public static ProcessingGuarantee of(
            Map<String, String> server, Map<String, String> statement) {
        var value = value(server, statement);
        return value == null
                ? AT_LEAST_ONCE
                : of(value).orElseThrow(() -> new IllegalArgumentException(problem(value)));
    }

    private static @Nullable String value(
            Map<String, String> server, Map<String, String> statement) {
        for (var value :
                new @Nullable String[] {
                    statement.get(PREFIX + PROPERTY),
                    statement.get(PROPERTY),
                    server.get(PREFIX + PROPERTY)
                }) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** What is wrong with a value that means nothing. */
    public static String problem(String value) {
        return "Invalid value %s for property %s: expected 'at_least_once' or 'exactly_once_v2'"
                .formatted(value, PROPERTY);
    }

    /** The value that Kafka Streams has for it. */
    String streamsValue() {
        return switch (this) {
            case AT_LEAST_ONCE -> StreamsConfig.AT_LEAST_ONCE;
            case EXACTLY_ONCE -> StreamsConfig.EXACTLY_ONCE_V2;
        };
    }
}
