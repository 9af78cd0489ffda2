// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.platform.Role;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.auth.ReadOnlyStatements;
import dev.bottledwater.server.web.Answer;
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

    StatementsEndpoint(EngineAccess access) {
        this.access = access;
    }

    @Override
    public void serve(RoutedRequest request) throws IOException {
        KsqlRequest statements =
                RequestJson.read(
                        request.exchange(),
                        KsqlRequest.class,
                        "POST /ksql takes {\"ksql\": \"…;\", \"streamsProperties\": {…},"
                                + " \"sessionVariables\": {…}}.");
        if (request.caller() instanceof Caller.Known known
                && !known.may(Role.EDITOR)
                && !ReadOnlyStatements.test(statements.ksql(), statements.sessionVariables())) {
            throw GuardedRoutes.forbidden(known, Role.EDITOR);
        }
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
}
