// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import java.util.regex.Pattern;

/** Whether a restart may help what has failed. */
public enum FailureCause {
    /** Somebody must change something first. */
    LASTING,
    /** What it needs was away: a database restarts, a connection broke. */
    PASSING,
    /** Nothing is known of it, so a few attempts are made. */
    UNKNOWN;

    private static final Pattern NEEDS_SOMEBODY =
            Pattern.compile(
                    "(?i)ConfigException|AuthorizationException|Not authorized to access|AuthenticationException|password authentication failed|permission denied"
                            + "|no pg_hba\\.conf entry|wal_level|logical decoding requires|(?:database|role|relation|table|publication) \"?[^\"\n]*\"? does not exist"
                            + "|must be superuser|roles LOGIN and REPLICATION|all replication slots are in use|no longer available on the server"
                            + "|No table filters found|Tolerance exceeded|DataException|SerializationException|SchemaBuilderException"
                            + "|RecordTooLargeException|InvalidRecordException|InvalidTopicException|Task failed to create new topic|Could not initialize dead letter queue"
                            + "|ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError|UnsupportedVersionException|Access denied for user"
                            + "|unable to find valid certification path|CertificateExpiredException");

    private static final Pattern COMES_BACK =
            Pattern.compile(
                    "(?i)connection (?:to \\S+ )?(?:refused|reset|closed|timed out|attempt failed)|broken pipe|end of stream|EOFException|timed? ?out|TimeoutException|timeout expired"
                            + "|terminating connection|the database system is (?:starting up|shutting down|in recovery)|not yet accepting connections|connection has been closed|I/O error occurred while (?:sending|reading)"
                            + "|(?:server|database) closed the connection|communications link failure|too many (?:clients|connections)|SQLTransient|RetriableException"
                            + "|DisconnectException|UnknownHostException|NoRouteToHost|ConnectException: Connection|SocketException|NotLeaderOrFollower|NotEnoughReplicas|UnknownTopicOrPartition"
                            + "|replication slot \"[^\"]*\" is active|could not obtain lock|deadlock detected|canceling statement due to|Temporary failure|CoordinatorNotAvailable|GroupCoordinator");

    /**
     * Judges by the exceptions in a trace.
     *
     * @param trace as Connect's status has it
     */
    public static FailureCause of(String trace) {
        if (NEEDS_SOMEBODY.matcher(trace).find()) {
            return LASTING;
        }
        return COMES_BACK.matcher(trace).find() ? PASSING : UNKNOWN;
    }
}
