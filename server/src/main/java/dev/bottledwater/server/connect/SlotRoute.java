// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import dev.bottledwater.connect.SlotDrop;
import dev.bottledwater.platform.Role;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.wire.WireJson;

import java.util.function.Function;

/** {@code DELETE /connect/slots/NAME}: drops the replication slot of a connector. */
public final class SlotRoute {
    private static final int BAD_REQUEST = 40000;
    private static final int NOT_FOUND = 40400;
    private static final int CONFLICT = 40900;
    private static final int BAD_GATEWAY = 50200;

    private SlotRoute() {}

    /**
     * Returns the route.
     *
     * @param drop by the connector's name; throws {@link RefusedException} where Connect doesn't
     *     run
     */
    public static Route of(Function<String, SlotDrop> drop) {
        return Route.connect(
                "DELETE",
                "/connect/slots/{connector}",
                Role.EDITOR,
                request -> {
                    String name = request.parameter("connector");
                    request.exchange().answer(answer(name, drop.apply(name)));
                });
    }

    private static Answer answer(String connector, SlotDrop drop) {
        return switch (drop) {
            case SlotDrop.Dropped(String slot) -> answer(slot, true);
            case SlotDrop.Absent(String slot) -> answer(slot, false);
            case SlotDrop.InUse(String slot) ->
                    throw RefusedException.generic(
                            CONFLICT,
                            "The replication slot %s is being read from, so it wasn't dropped. Stop whatever reads it: PUT /connectors/%s/stop, or another connector with the same slot.name."
                                    .formatted(slot, connector));
            case SlotDrop.NotPostgres _ ->
                    throw RefusedException.generic(
                            BAD_REQUEST,
                            "The connector %s has no replication slot: it isn't Debezium's for Postgres."
                                    .formatted(connector));
            case SlotDrop.NoConnector _ ->
                    throw RefusedException.generic(
                            NOT_FOUND, "There is no connector %s.".formatted(connector));
            case SlotDrop.Refused(String reason) ->
                    throw RefusedException.generic(
                            BAD_GATEWAY,
                            "The database of the connector %s didn't drop its replication slot: %s"
                                    .formatted(connector, SecretSettings.redact(reason)));
        };
    }

    private static Answer answer(String slot, boolean dropped) {
        return Answer.json(
                200,
                WireJson.mapper()
                        .createObjectNode()
                        .put("slot", slot)
                        .put("dropped", dropped)
                        .toString());
    }
}
