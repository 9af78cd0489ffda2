// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.CloseQueryRequest;
import dev.bottledwater.wire.CommandStatuses;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What clients ask about commands, queries and properties that they know by name. */
final class LookupEndpoints {
    private static final int BAD_REQUEST = 40000;
    private static final int NOT_FOUND = 40400;

    private final EngineAccess access;

    LookupEndpoints(EngineAccess access) {
        this.access = access;
    }

    void closeQuery(RoutedRequest request) throws IOException {
        CloseQueryRequest close =
                RequestJson.read(
                        request.exchange(),
                        CloseQueryRequest.class,
                        "POST /close-query takes {\"queryId\": \"…\"}.");
        if (!EngineErrors.translating(() -> access.engine().closeQuery(close.queryId()))) {
            throw RefusedException.generic(BAD_REQUEST, "No query with id " + close.queryId());
        }
        request.exchange().answer(Answer.empty(200));
    }

    void status(RoutedRequest request) throws IOException {
        String id =
                String.join(
                        "/",
                        request.parameter("type"),
                        request.parameter("entity"),
                        request.parameter("action"));
        CommandStatus status =
                EngineErrors.translating(() -> access.engine().commandStatus(id))
                        .orElseThrow(
                                () -> RefusedException.generic(NOT_FOUND, "Command not found"));
        JsonAnswers.answer(request.exchange(), WireJson.write(EntityTranslation.status(status)));
    }

    void statuses(RoutedRequest request) throws IOException {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        EngineErrors.translating(() -> access.engine().commandStatuses())
                .forEach((id, status) -> names.put(id, status.status().name()));
        JsonAnswers.answer(request.exchange(), WireJson.write(new CommandStatuses(names)));
    }

    void isValidProperty(RoutedRequest request) throws IOException {
        String name = request.parameter("name");
        if (!EngineErrors.translating(() -> access.engine().isOverridable(name))) {
            throw RefusedException.generic(
                    BAD_REQUEST,
                    "One or more properties overrides set locally are prohibited by the KSQL server (use UNSET"
                            + " to reset their default value): ["
                            + name
                            + "]");
        }
        JsonAnswers.answer(request.exchange(), "true");
    }
}
