// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.CommandStatus;

import org.junit.jupiter.api.Test;

import java.util.List;

class CommandHistoryTest {
    private final CommandHistory history = new CommandHistory();

    private void apply(String id, String message) {
        history.applied(
                new CatalogEntry(
                        "id", 0, "me", 0, new CatalogEntry.Command(id, message, null), List.of()));
    }

    @Test
    void theLastCommandOfAnIdCounts() {
        apply("stream/`A`/create", "Stream created");
        apply("stream/`B`/create", "Stream created");
        apply("stream/`A`/create", "Stream created again");
        assertThat(history.status("stream/`A`/create"))
                .contains(
                        new CommandStatus(
                                CommandStatus.Status.SUCCESS, "Stream created again", null));
        assertThat(history.status("stream/`C`/create")).isEmpty();
        assertThat(history.statuses().sequencedKeySet())
                .containsExactly("stream/`B`/create", "stream/`A`/create");
    }

    @Test
    void itForgetsTheOldest() {
        for (int i = 0; i < 1_005; i++) {
            apply("type/T" + i + "/create", "ok");
        }
        assertThat(history.statuses()).hasSize(1_000).containsKey("type/T1004/create");
        assertThat(history.status("type/T4/create")).isEmpty();
    }
}
