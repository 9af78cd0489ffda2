// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.platform.Role;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code POST /ksql}: runs statements. Who may only read may only send statements that read. */
final class StatementsEndpoint implements Endpoint {
    private static final int BEHIND = 50301;
    private static final int NOT_READY = 50302;

    /** As KSQL's {@code ksql.server.command.response.timeout.ms}. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EngineAccess access;

    StatementsEndpoint(EngineAccess access) {
        this.access = access;
    }

    @Override
    public void serve(RoutedRequest request) throws IOException, InterruptedException {
        KsqlRequest statements =
                RequestJson.read(
                        request.exchange(),
                        KsqlRequest.class,
                        "POST /ksql takes {\"ksql\": \"…;\", \"streamsProperties\": {…},"
                                + " \"sessionVariables\": {…}}.");
        if (request.caller() instanceof Caller.Known known && !known.may(Role.ADMIN)) {
            require(known, statements);
        }
        awaitCommand(statements.commandSequenceNumber());
        String answer =
                statements.ksql().isBlank()
                        ? WireJson.writeEntities(List.of())
                        : EngineErrors.translating(
                                () ->
                                        WireJson.writeEntities(
                                                EntityTranslation.entities(
                                                        access.engine()
                                                                .execute(
                                                                        statements.ksql(),
                                                                        statements
                                                                                .streamsProperties(),
                                                                        statements
                                                                                .sessionVariables()))));
        request.exchange().answer(Answer.json(200, answer));
    }

    /** The statements themselves say what it takes to run them. */
    private void require(Caller.Known caller, KsqlRequest statements) {
        Role needed =
                switch (EngineErrors.translating(
                        () ->
                                access.engine()
                                        .effect(
                                                statements.ksql(),
                                                statements.sessionVariables()))) {
                    case READS -> Role.VIEWER;
                    case CHANGES -> Role.EDITOR;
                    case CONFIGURES -> Role.ADMIN;
                };
        if (!caller.may(needed)) {
            throw GuardedRoutes.forbidden(caller, needed);
        }
    }

    private void awaitCommand(@Nullable Long number) throws InterruptedException {
        if (number == null) {
            return;
        }
        SqlEngine engine = access.engine();
        boolean executed;
        try {
            executed = engine.awaitCommand(number, PATIENCE);
        } catch (EngineUnavailableException e) {
            throw RefusedException.generic(NOT_READY, String.valueOf(e.getMessage()));
        }
        if (!executed) {
            throw RefusedException.generic(
                    BEHIND,
                    "Timed out while waiting for a previous command to execute. command sequence number: "
                            + number);
        }
    }
}
