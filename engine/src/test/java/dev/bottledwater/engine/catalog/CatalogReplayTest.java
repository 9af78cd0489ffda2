// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What is left of a catalog log tells the catalog, or that it can't be told. */
class CatalogReplayTest {
    private static final String TOPIC = "catalog";

    private static CatalogEntry entry(long base, String type) {
        return new CatalogEntry(
                "e" + base + type,
                base,
                "w",
                0,
                new CatalogEntry.Command("type/" + type + "/create", "ok", null),
                List.of(new CatalogChange.PutType(type, Primitive.STRING)));
    }

    /** A snapshot after the entries A, B, … of which there are {@code version}. */
    private static CatalogSnapshot snapshot(long readTo, int version) {
        var state = CatalogState.EMPTY;
        for (int i = 0; i < version; i++) {
            state = state.apply(entry(i, String.valueOf((char) ('A' + i))));
        }
        return (CatalogSnapshot)
                CatalogCodec.decode(
                        SnapshotCodec.encode(
                                        new CatalogSnapshot("s", "w", 0, readTo, state, List.of()),
                                        SnapshotCodec.MOST_BYTES)
                                .getFirst(),
                        TOPIC,
                        readTo);
    }

    @Test
    void startsFromASnapshotWhenTheBeginningIsGone() {
        var replay = new CatalogReplay(TOPIC, 5);
        assertThat(replay.take(entry(1, "B"), 5, 10)).isFalse();
        assertThat(replay.isKnown()).isFalse();

        replay.take(snapshot(6, 2), 11);

        assertThat(replay.state().version()).isEqualTo(2);
        assertThat(replay.state().catalog().types()).containsOnlyKeys("A", "B");
        assertThat(replay.safeSince()).isEqualTo(11);
        assertThat(replay.take(entry(1, "X"), 7, 12)).isFalse();
        assertThat(replay.take(entry(2, "C"), 8, 13)).isTrue();
        assertThat(replay.state().catalog().types()).containsOnlyKeys("A", "B", "C");
    }

    /**
     * An entry between what the snapshot's writer had read and the snapshot may be in the catalog.
     */
    @Test
    void leavesASnapshotThatAnEntryCameBefore() {
        var replay = new CatalogReplay(TOPIC, 5);
        replay.take(entry(2, "C"), 5, 10);
        replay.take(snapshot(5, 2), 11);
        assertThat(replay.isKnown()).isFalse();
        replay.take(snapshot(8, 3), 12);
        assertThat(replay.state().version()).isEqualTo(3);
    }

    /** The entries before the log's first one are unknown, so they may have come in between. */
    @Test
    void leavesASnapshotThatWasReadToBeforeTheLogsBeginning() {
        var replay = new CatalogReplay(TOPIC, 5);
        replay.take(snapshot(4, 2), 11);
        assertThat(replay.isKnown()).isFalse();
        replay = new CatalogReplay(TOPIC, 5);
        replay.take(snapshot(5, 2), 11);
        assertThat(replay.isKnown()).isTrue();
    }

    @Test
    void saysWhenNothingTellsTheCatalog() {
        var replay = new CatalogReplay(TOPIC, 5);
        replay.take(entry(1, "B"), 5, 10);
        assertThatThrownBy(replay::state)
                .isInstanceOf(CatalogLogException.class)
                .hasMessageContaining("has lost its beginning: it begins at offset");
        assertThat(new CatalogReplay(TOPIC, 0).state()).isEqualTo(CatalogState.EMPTY);
    }

    @Test
    void aSnapshotChangesNothingForWhoKnowsTheCatalogAndMakesItSafe() {
        var replay = new CatalogReplay(TOPIC, 0);
        assertThat(replay.safeSince()).isNull();
        replay.take(entry(0, "A"), 0, 10);
        replay.take(entry(1, "B"), 1, 20);
        assertThat(replay.safeSince()).isEqualTo(10);
        var before = replay.state();

        replay.take(snapshot(1, 1), 30);
        assertThat(replay.safeSince()).isEqualTo(10);

        replay.take(snapshot(3, 2), 40);
        assertThat(replay.safeSince()).isEqualTo(40);
        assertThat(replay.state()).isSameAs(before);
    }

    /** The entries behind a record that is passed over tell whether it had been one of them. */
    @Test
    void goesOnBehindARecordThatIsPassedOver() {
        var replay = new CatalogReplay(TOPIC, 0);
        replay.take(entry(0, "A"), 0, 10);
        replay.skip(1);
        assertThat(replay.take(entry(2, "C"), 2, 11)).isTrue();
        assertThat(replay.state().version()).isEqualTo(3);
        assertThat(replay.state().catalog().types()).containsOnlyKeys("A", "C");
        replay.skip(3);
        assertThat(replay.take(entry(3, "D"), 4, 12)).isTrue();
        assertThat(replay.state().version()).isEqualTo(4);
        assertThatThrownBy(() -> replay.take(entry(5, "F"), 5, 13))
                .hasMessageContaining("has lost its beginning");
    }

    /** Whoever wrote the snapshot could read what was passed over. */
    @Test
    void aSnapshotHealsWhatWasPassedOver() {
        var replay = new CatalogReplay(TOPIC, 0);
        replay.take(entry(0, "A"), 0, 10);
        replay.skip(1);
        replay.take(snapshot(2, 2), 11);
        assertThat(replay.state().version()).isEqualTo(2);
        assertThat(replay.state().catalog().types()).containsOnlyKeys("A", "B");
    }

    /** A program that knows no snapshots reads an entry that never applies. */
    @Test
    void isAnEntryThatNeverAppliesToOlderPrograms() {
        var json =
                new String(
                        SnapshotCodec.encode(
                                        new CatalogSnapshot(
                                                "s", "w", 9, 3, CatalogState.EMPTY, List.of()),
                                        SnapshotCodec.MOST_BYTES)
                                .getFirst(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json)
                .isEqualTo(
                        "{\"v\":1,\"id\":\"s\",\"base\":-1,\"writer\":\"w\",\"at\":9,\"command\":{\"id\":\"catalog/snapshot\",\"message\":\"Catalog written anew\"},\"snapshot\":{\"version\":0,\"readTo\":3},\"changes\":[]}");
    }
}
