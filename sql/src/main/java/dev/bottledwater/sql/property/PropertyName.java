// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** The properties of WITH clauses (language reference, section 7.1). */
public enum PropertyName {
    KAFKA_TOPIC(Use.CREATE, Use.CREATE_AS),
    FORMAT(Use.CREATE, Use.CREATE_AS),
    KEY_FORMAT(Use.CREATE, Use.CREATE_AS),
    VALUE_FORMAT(Use.CREATE, Use.CREATE_AS),
    KEY_DELIMITER(Use.CREATE, Use.CREATE_AS),
    VALUE_DELIMITER(Use.CREATE, Use.CREATE_AS),
    PARTITIONS(Use.CREATE, Use.CREATE_AS),
    REPLICAS(Use.CREATE, Use.CREATE_AS),
    RETENTION_MS(Use.CREATE, Use.CREATE_AS),
    CLEANUP_POLICY(Use.CREATE, Use.CREATE_AS),
    TIMESTAMP(Use.CREATE, Use.CREATE_AS),
    TIMESTAMP_FORMAT(Use.CREATE, Use.CREATE_AS),
    WRAP_SINGLE_VALUE(Use.CREATE, Use.CREATE_AS),
    WINDOW_TYPE(Use.CREATE),
    WINDOW_SIZE(Use.CREATE),
    KEY_SCHEMA_ID(Use.CREATE, Use.CREATE_AS),
    VALUE_SCHEMA_ID(Use.CREATE, Use.CREATE_AS),
    KEY_SCHEMA_FULL_NAME(Use.CREATE, Use.CREATE_AS),
    VALUE_SCHEMA_FULL_NAME(Use.CREATE, Use.CREATE_AS),
    VALUE_AVRO_SCHEMA_FULL_NAME(Use.CREATE, Use.CREATE_AS),
    KEY_PROTOBUF_NULLABLE_REPRESENTATION(Use.CREATE, Use.CREATE_AS),
    VALUE_PROTOBUF_NULLABLE_REPRESENTATION(Use.CREATE, Use.CREATE_AS),
    /** A note for people, kept in the statement: which connector fills the topic. */
    SOURCED_BY_CONNECTOR(Use.CREATE),
    QUERY_ID(Use.INSERT);

    /** The statements that have WITH clauses. */
    public enum Use {
        CREATE,
        CREATE_AS,
        INSERT
    }

    private final EnumSet<Use> uses;

    PropertyName(Use first, Use... others) {
        this.uses = EnumSet.of(first, others);
    }

    static List<PropertyName> of(Use use) {
        return Arrays.stream(values()).filter(p -> p.uses.contains(use)).toList();
    }
}
