// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCauseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.connect.errors.ConnectException: Error\n\tat x\nCaused by: org.postgresql.util.PSQLException: Connection to db:5432 refused. Check that the hostname and port are correct",
                "org.postgresql.util.PSQLException: FATAL: terminating connection due to administrator command",
                "io.debezium.DebeziumException: x\nCaused by: org.postgresql.util.PSQLException: FATAL: the database system is shutting down",
                "org.postgresql.util.PSQLException: Database connection failed when reading from copy\nCaused by: java.io.EOFException",
                "org.postgresql.util.PSQLException: This connection has been closed.",
                "org.postgresql.util.PSQLException: ERROR: replication slot \"debezium\" is active for PID 4711",
                "java.net.UnknownHostException: db.example.com",
                "org.apache.kafka.common.errors.TimeoutException: Expiring 3 record(s) for t-0:120000 ms has passed since batch creation",
                "org.apache.kafka.connect.errors.RetriableException: later",
                "java.net.SocketException: Broken pipe (Write failed)",
            })
    void whatWasAwayMayComeBack(String trace) {
        assertThat(FailureCause.of(trace)).isEqualTo(FailureCause.PASSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.common.config.ConfigException: Invalid value x",
                "org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: connect-s",
                "org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback\nCaused by: org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [t]",
                "org.postgresql.util.PSQLException: FATAL: password authentication failed for user \"u\"",
                "org.postgresql.util.PSQLException: FATAL: database \"shop\" does not exist",
                "org.postgresql.util.PSQLException: ERROR: permission denied for table orders",
                "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler\nCaused by: org.apache.kafka.connect.errors.DataException: Converting byte[] failed",
                "io.debezium.DebeziumException: The connector is trying to read change stream starting at x, but this is no longer available on the server.",
                "java.lang.NoClassDefFoundError: a/B",
            })
    void whatSomebodyMustChangeLasts(String trace) {
        assertThat(FailureCause.of(trace)).isEqualTo(FailureCause.LASTING);
    }

    @Test
    void ofTheRestNothingIsKnown() {
        assertThat(FailureCause.of("java.lang.NullPointerException\n\tat a.B.c(B.java:3)"))
                .isEqualTo(FailureCause.UNKNOWN);
        assertThat(FailureCause.of("")).isEqualTo(FailureCause.UNKNOWN);
    }
}
