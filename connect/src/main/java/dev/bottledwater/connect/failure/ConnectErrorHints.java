// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds to the errors of Connect's REST API what to do about them, and gives the caller's mistakes
 * the status of a caller's mistake: Connect 4.3.1 answers a body that isn't JSON with 500.
 */
public final class ConnectErrorHints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "message";
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    /** Connect answers reads with 500 then, and writes with 409, which clients try again. */
    private static final String REBALANCE =
            "Request cannot be completed because a rebalance is expected";

    private static final Pattern NOT_JSON =
            Pattern.compile("(?s)(.*?)\\n? at \\[Source: .*line: (\\d+), column: (\\d+)]?.*");
    private static final Pattern NO_CONFIG = Pattern.compile(".*\"connectorConfig\" is null.*");

    private ConnectErrorHints() {}

    /**
     * An answer to a request.
     *
     * @param status HTTP's code
     * @param body Connect's JSON
     */
    public record Answer(int status, String body) {}

    private record Rule(Pattern symptom, Function<MatchResult, String> remedy) {
        static Rule of(String symptom, String remedy) {
            return new Rule(Pattern.compile(symptom), _ -> remedy);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    Rule.of(
                            "(?i)wal_level|logical decoding requires",
                            "Set wal_level=logical, restart Postgres, and try again; where a provider runs it, choose a plan with logical"
                                    + " replication (Heroku Postgres offers none on the Common Runtime, so capture from a Postgres elsewhere)."),
                    new Rule(
                            Pattern.compile(
                                    "which name matches ([\\w.$]+), available connectors are: (.*)",
                                    Pattern.DOTALL),
                            match -> InstalledPlugins.hint(match.group(1), match.group(2))),
                    new Rule(
                            Pattern.compile(
                                    "Invalid value (\\S+) for configuration ([\\w.]+): Class \\S+ could not be found"),
                            match ->
                                    "No plugin has the class %s: check the spelling of %s, or add its jar to the plugin path; GET /connector-plugins?connectorsOnly=false lists what is there."
                                            .formatted(match.group(1), match.group(2))),
                    Rule.of(
                            "contains no connector type",
                            "Add \"connector.class\" to the config; GET /connector-plugins lists the classes that are installed."),
                    Rule.of(
                            "'topic\\.prefix' value is invalid: A value is required",
                            "Add \"topic.prefix\" to the config: a change of public.orders goes to the topic <topic.prefix>.public.orders."),
                    Rule.of(
                            "password authentication failed",
                            "Check database.user and database.password; Heroku's change when credentials are rotated, and then stand in DATABASE_URL."),
                    Rule.of(
                            "no pg_hba.conf entry|SSL off|no encryption",
                            "The server wants TLS: set \"database.sslmode\" to \"require\"."),
                    Rule.of(
                            "database \"[^\"]*\" does not exist",
                            "Check database.dbname: it is the part of DATABASE_URL after the last '/'."),
                    Rule.of(
                            "Connection to \\S+ refused|The connection attempt failed|UnknownHostException",
                            "Check database.hostname and database.port, and that the database may be reached from this dyno."),
                    Rule.of(
                            "Database connection failed when (?:reading|writing)|terminating connection due to|the database system is (?:starting up|shutting down)",
                            "The database ended the connection, as it does when it is restarted: check that it is up."),
                    Rule.of(
                            "must be superuser or replication role|permission denied to (?:use|start) replication|roles LOGIN and REPLICATION",
                            "Give the role that right as a superuser: ALTER ROLE <database.user> REPLICATION (on Amazon RDS: GRANT rds_replication TO <database.user>)."),
                    Rule.of(
                            "all replication slots are in use",
                            "Drop the slots of deleted connectors (SELECT slot_name, active FROM pg_replication_slots; SELECT pg_drop_replication_slot('<slot_name>')), or raise max_replication_slots."),
                    Rule.of(
                            "replication slot \"[^\"]*\" (?:is active|already exists)",
                            "Another connector uses this slot: give each connector its own \"slot.name\"."),
                    Rule.of(
                            "No table filters found for filtered publication",
                            "None of the tables in table.include.list exists: write them as schema.table and create them first."),
                    Rule.of(
                            "no longer available on the server",
                            "The slot has moved on or was dropped: reset the connector's offsets (PUT …/stop, DELETE …/offsets, PUT …/resume) so that it takes a new snapshot."),
                    Rule.of(
                            "Compacted topic cannot accept message without key",
                            "The topic is compacted and the connector's records have no key: turn compaction off (heroku kafka:topics:compaction <topic> disable), or give them a key, as the transform ValueToKey does."),
                    Rule.of(
                            "RecordTooLargeException",
                            "A record is larger than the topic takes (max.message.bytes): leave large columns out (Debezium's column.exclude.list), or raise that limit where the plan lets you."),
                    Rule.of(
                            "Could not initialize dead letter queue",
                            "Create the topic of errors.deadletterqueue.topic.name first: bottled-water provision --for FILE names it."),
                    Rule.of(
                            "Task failed to create new topic|Unrecoverable exception from producer send callback",
                            "Check that the topic's name starts with the prefix of your Kafka plan, and create the topic if this Kafka user may not."),
                    Rule.of(
                            "Not authorized to access group: (\\S+)",
                            "Set \"consumer.override.group.id\" to a group whose name starts with the prefix of your Kafka plan."));

    /**
     * Completes an answer of Connect.
     *
     * @param status of the answer
     * @param body of the answer; what isn't one of Connect's errors is returned as it is
     * @return what to send to the user
     */
    public static Answer explain(int status, String body) {
        if (status < BAD_REQUEST
                || !(parse(body) instanceof ObjectNode error)
                || !error.path(MESSAGE).isTextual()) {
            return new Answer(status, body);
        }
        String message = error.path(MESSAGE).textValue();
        Optional<String> mistake = mistakeInBody(message);
        if (mistake.isPresent()) {
            error.put("error_code", BAD_REQUEST).put(MESSAGE, mistake.get());
            return new Answer(BAD_REQUEST, error.toString());
        }
        if (message.equals(REBALANCE)) {
            return new Answer(CONFLICT, error.put("error_code", CONFLICT).toString());
        }
        Optional<String> hint = hintFor(message);
        if (hint.isEmpty() || message.contains(hint.get())) {
            return new Answer(status, body);
        }
        return new Answer(status, error.put(MESSAGE, message + "\n" + hint.get()).toString());
    }

    /**
     * @param text an error of Connect or of a connector: a message, or the trace in a task's status
     * @return what to do about it, where that is known
     */
    public static Optional<String> hintFor(String text) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.symptom().matcher(text);
            if (matcher.find()) {
                return Optional.of(rule.remedy().apply(matcher.toMatchResult()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> mistakeInBody(String message) {
        Matcher notJson = NOT_JSON.matcher(message);
        if (notJson.matches()) {
            return Optional.of(
                    "The request's body isn't the JSON that Connect expects (line %s, column %s): %s."
                            .formatted(
                                    notJson.group(2), notJson.group(3), notJson.group(1).strip()));
        }
        if (NO_CONFIG.matcher(message).matches()) {
            return Optional.of(
                    "The request's body needs a \"name\" and a \"config\": {\"name\": \"orders\", \"config\": {\"connector.class\": \"…\"}}.");
        }
        return Optional.empty();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
