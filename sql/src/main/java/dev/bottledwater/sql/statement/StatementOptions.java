// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import java.util.Map;
import java.util.Optional;

/**
 * Properties that statements depend on, by KSQL's names: the server's, overridden by those of the
 * request. Others may be in it and mean nothing here.
 */
public record StatementOptions(Map<String, String> properties) {
    public static final StatementOptions DEFAULTS = new StatementOptions(Map.of());

    static final String KEY_FORMAT = "ksql.persistence.default.format.key";
    static final String VALUE_FORMAT = "ksql.persistence.default.format.value";
    static final String WRAP = "ksql.persistence.wrap.single.values";
    static final String TOPIC_PREFIX = "ksql.output.topic.name.prefix";

    static final String REPLACE = "ksql.create.or.replace.enabled";

    static final String HEADERS = "ksql.headers.columns.enabled";

    public StatementOptions {
        properties = Map.copyOf(properties);
    }

    String keyFormat() {
        return properties.getOrDefault(KEY_FORMAT, "KAFKA");
    }

    Optional<String> valueFormat() {
        return Optional.ofNullable(properties.get(VALUE_FORMAT)).filter(f -> !f.isBlank());
    }

    Optional<Boolean> wrap() {
        return Optional.ofNullable(properties.get(WRAP))
                .filter(w -> !w.isBlank())
                .map(Boolean::parseBoolean);
    }

    boolean headerColumns() {
        return Boolean.parseBoolean(properties.getOrDefault(HEADERS, "true"));
    }

    /**
     * Refuses CREATE OR REPLACE where the server has turned it off.
     *
     * @param span of the statement's name
     */
    void checkReplace(SourceSpan span) {
        if (!Boolean.parseBoolean(properties.getOrDefault(REPLACE, "true").strip())) {
            throw new SqlException(
                    ErrorCode.NOT_SUPPORTED,
                    "CREATE OR REPLACE is disabled. You can enable it by setting %s=true on the server."
                            .formatted(REPLACE),
                    span,
                    "Drop what is there, and create it again.");
        }
    }

    String topicPrefix() {
        return properties.getOrDefault(TOPIC_PREFIX, "");
    }
}
