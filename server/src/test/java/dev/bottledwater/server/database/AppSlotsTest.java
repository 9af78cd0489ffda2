// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.postgres.ConnectorDatabase;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.platform.DatabaseSettings;
import dev.bottledwater.platform.Secret;

import org.junit.jupiter.api.Test;

import java.util.List;

class AppSlotsTest {
    private static final DatabaseSettings URL =
            new DatabaseSettings("db.example", 5432, "app", "u", new Secret("p"), "require");

    private static ConnectorSlot slot(String connector, String host, String slot) {
        ConnectorDatabase database = new ConnectorDatabase(host, "5432", "app");
        return new ConnectorSlot(
                connector,
                database,
                new SlotLag(database.toString(), slot, false, 1, 3L << 30, -1));
    }

    @Test
    void hasThoseOfConnectorsForOtherDatabases() {
        AppSlots slots =
                new AppSlots(
                        URL,
                        null,
                        () ->
                                List.of(
                                        slot("own", "db.example", "shop"),
                                        slot("other", "rds.example", "shop"),
                                        slot("same", "rds.example", "shop")));

        assertThat(slots.get())
                .containsExactly(
                        new SlotLag("rds.example:5432/app", "shop", false, 1, 3L << 30, -1));
        assertThat(SlotWarnings.of(slots.get()))
                .singleElement()
                .asString()
                .startsWith(
                        "The replication slot shop makes the database rds.example:5432/app keep 3,072 MB of its log");
        assertThat(new AppSlots(null, null, List::of).get()).isEmpty();
    }

    @Test
    void slotsOfOneNameAreWarnedOfEach() {
        try (SlotWatch watch = new SlotWatch(List::of)) {
            SlotLag one = new SlotLag("a:1/x", "shop", false, 1, 3L << 30, -1);
            SlotLag two = new SlotLag("b:1/x", "shop", false, 1, 3L << 30, -1);
            assertThat(watch.news(List.of(one))).hasSize(1);
            assertThat(watch.news(List.of(one, two))).hasSize(1);
            assertThat(watch.news(List.of(one, two))).isEmpty();
        }
    }
}
