// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.ksql.StatementError;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.row.ResultRow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends statements to a server, each of which sees what those before it did, whichever instance
 * answers. Safe for several threads.
 */
final class Calls {
    private static final Set<String> UNFINISHED =
            Set.of("QUEUED", "PARSING", "EXECUTING", "RUNNING");
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(5);
    private static final long MILLIS_BETWEEN_QUESTIONS = 200;

    private final KsqlClient client;
    private final AtomicLong lastCommand = new AtomicLong(-1);

    Calls(KsqlClient client) {
        this.client = client;
    }

    KsqlClient client() {
        return client;
    }

    /**
     * Runs one statement and waits until it is carried out.
     *
     * @throws StatementError when the server says that it wasn't
     * @throws UnknownOutcomeException when the server took it and doesn't say what became of it
     */
    List<KsqlEntity> run(
            String statement, Map<String, String> properties, Map<String, String> variables)
            throws StatementError {
        List<KsqlEntity> answers =
                client.makeKsqlRequest(request(statement, properties, variables));
        for (KsqlEntity answer : answers) {
            if (answer instanceof KsqlEntity.CurrentStatus command) {
                lastCommand.accumulateAndGet(command.commandSequenceNumber(), Math::max);
                CommandStatus end = end(command);
                if (end.status().equals("ERROR")) {
                    throw new StatementError(end.message());
                }
            }
        }
        return answers;
    }

    /** Returns the answers to statements that only ask. */
    List<KsqlEntity> ask(String statements) {
        return client.makeKsqlRequest(request(statements, Map.of(), Map.of()));
    }

    /** Returns the rows of a pull query. */
    List<ResultRow> rows(String query) {
        List<ResultRow> rows = new ArrayList<>();
        try (var result = client.query(request(query, Map.of(), Map.of()))) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }

    private KsqlRequest request(
            String statement, Map<String, String> properties, Map<String, String> variables) {
        long last = lastCommand.get();
        return new KsqlRequest(
                statement, new LinkedHashMap<>(properties), variables, last < 0 ? null : last);
    }

    private CommandStatus end(KsqlEntity.CurrentStatus command) {
        CommandStatus status = command.commandStatus();
        long deadline = System.nanoTime() + LONGEST_COMMAND.toNanos();
        while (UNFINISHED.contains(status.status())) {
            if (System.nanoTime() - deadline > 0) {
                throw new UnknownOutcomeException(
                        "The server hasn't carried it out within %d minutes (it is %s)."
                                .formatted(LONGEST_COMMAND.toMinutes(), status.status()));
            }
            try {
                Thread.sleep(MILLIS_BETWEEN_QUESTIONS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new UnknownOutcomeException("Interrupted while the server carried it out.");
            }
            status = client.commandStatus(command.commandId()).orElse(status);
        }
        return status;
    }

    /** A statement of which it isn't known whether it was carried out. */
    static final class UnknownOutcomeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownOutcomeException(String message) {
            super(message);
        }
    }
}
