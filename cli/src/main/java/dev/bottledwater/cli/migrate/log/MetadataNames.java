// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import org.jspecify.annotations.Nullable;

/**
 * What the log is called; the defaults are those of ksql-migrations.
 *
 * @param stream its stream
 * @param table the table that ksql-migrations makes of it
 * @param topic the stream's topic; null names it after the stream
 * @param replicas of a topic that is made; null leaves it to the server
 */
public record MetadataNames(
        String stream, String table, @Nullable String topic, @Nullable Integer replicas) {
    /** The names that ksql-migrations gives. */
    public static final MetadataNames DEFAULT =
            new MetadataNames("MIGRATION_EVENTS", "MIGRATION_SCHEMA_VERSIONS", null, null);

    /** Returns the topic of a log that is made anew on a server. */
    public String topic(String serviceId) {
        return topic != null ? topic : serviceId + "ksql_" + stream;
    }
}
