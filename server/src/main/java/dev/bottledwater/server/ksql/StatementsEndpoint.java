// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.platform.Role;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.util.List;

/** {@code POST /ksql}: runs statements. Who may only read may only send statements that read. */
final class StatementsEndpoint implements Endpoint {
    private final EngineAccess access;
    private final EarlierCommands earlier;

    StatementsEndpoint(EngineAccess access) {
        this.access = access;
        this.earlier = new EarlierCommands(access);
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
        earlier.await(statements.commandSequenceNumber());
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
        JsonAnswers.answer(request.exchange(), answer);
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
}
