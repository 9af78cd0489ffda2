// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.TerminateRequest;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.util.List;

/** {@code POST /ksql/terminate}: ends and forgets everything that statements have made. */
record TerminateEndpoint(EngineAccess access) implements Endpoint {

    @Override
    public void serve(RoutedRequest request) throws IOException {
        TerminateRequest terminate =
                RequestJson.read(
                        request.exchange(),
                        TerminateRequest.class,
                        "POST /ksql/terminate takes {} or {\"deleteTopicList\": [\"topic\", \"expression.*\"]}.");
        String answer =
                EngineErrors.translating(
                        () ->
                                WireJson.writeEntities(
                                        EntityTranslation.entities(
                                                List.of(
                                                        access.engine()
                                                                .terminate(
                                                                        terminate
                                                                                .deleteTopicList())))));
        JsonAnswers.answer(request.exchange(), answer);
    }
}
