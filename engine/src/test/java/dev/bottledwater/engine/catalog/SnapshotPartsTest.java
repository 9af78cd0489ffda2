// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of catalogs that are too large for one record. */
class SnapshotPartsTest {
    private static final String TOPIC = "catalog";
    private static final int ENTRIES = 100;

    private static CatalogEntry entry(long base) {
        var type = "T" + base;
        return new CatalogEntry(
                "e" + base,
                base,
                "w",
                0,
                new CatalogEntry.Command("type/" + type + "/create", "Registered", null),
                List.of(new CatalogChange.PutType(type, Primitive.STRING)));
    }

    /** After {@code version} entries. */
    private static CatalogSnapshot snapshot(String id, long readTo, int version) {
        var state = CatalogState.EMPTY;
        var history = new CommandHistory();
        for (int i = 0; i < version; i++) {
            state = state.apply(entry(i));
            history.applied(entry(i));
        }
        return new CatalogSnapshot(id, "w", 7, readTo, state, history.commands());
    }

    private static List<SnapshotPart> parts(CatalogSnapshot snapshot) {
        var records = SnapshotCodec.encode(snapshot, 1_000);
        assertThat(records)
                .hasSizeGreaterThan(3)
                .allSatisfy(record -> assertThat(record).hasSizeLessThan(1_300));
        return records.stream()
                .map(record -> (SnapshotPart) CatalogCodec.decode(record, TOPIC, 0))
                .toList();
    }

    @Test
    void allPartsTogetherTellTheCatalogAndItsCommands() {
        var snapshot = snapshot("s", 5, ENTRIES);
        var parts = parts(snapshot);
        var replay = new CatalogReplay(TOPIC, 5);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(replay.isKnown()).isFalse();
            var taken = replay.take(parts.get(i), 100 + i);
            assertThat(taken.isPresent()).isEqualTo(i == parts.size() - 1);
        }
        assertThat(replay.state()).isEqualTo(snapshot.state());
        assertThat(replay.commands()).isEqualTo(snapshot.commands()).hasSize(ENTRIES);
        // a new reader needs the first of them, too
        assertThat(replay.safeSince()).isEqualTo(100);
        assertThat(replay.take(entry(ENTRIES), 50, 200)).isTrue();
    }

    /**
     * Its writer died, or its first record is deleted; another instance writes at the same time.
     */
    @Test
    void aTornOneIsPassedOver() {
        var torn = parts(snapshot("torn", 5, ENTRIES));
        var beheaded = parts(snapshot("beheaded", 5, ENTRIES));
        var whole = parts(snapshot("whole", 5, ENTRIES));
        var replay = new CatalogReplay(TOPIC, 5);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(replay.isKnown()).isFalse();
            if (i > 0) {
                replay.take(beheaded.get(i), 10);
            }
            if (i < whole.size() - 1) {
                replay.take(torn.get(i), 10);
            }
            replay.take(whole.get(i), 20);
        }
        assertThat(replay.isKnown()).isTrue();
        assertThat(replay.safeSince()).isEqualTo(20);
    }

    @Test
    void whatIsLeftOverDoesNotGrow() {
        var parts = new SnapshotParts();
        var first = parts(snapshot("first", 5, ENTRIES));
        parts.take(first.getFirst(), 1);
        for (int i = 0; i < 10; i++) {
            parts.take(parts(snapshot("torn" + i, 5, ENTRIES)).getFirst(), 1);
        }
        // the first one was forgotten, so the rest of it is not enough
        for (var part : first.subList(1, first.size())) {
            assertThat(parts.take(part, 1)).isEmpty();
        }
    }

    /** An entry between what its writer had read and its last part may not be in it. */
    @Test
    void anEntryBetweenThePartsMakesItInvalid() {
        var parts = new ArrayList<>(parts(snapshot("s", 5, ENTRIES)));
        var last = parts.removeLast();
        var replay = new CatalogReplay(TOPIC, 5);
        parts.forEach(part -> replay.take(part, 1));
        replay.take(entry(ENTRIES), 9, 1);
        assertThat(replay.take(last, 1)).isEmpty();
        assertThat(replay.isKnown()).isFalse();
    }

    /** To a program that knows no parts they would be a catalog with holes. */
    @Test
    void olderProgramsRefuseParts() {
        var records = SnapshotCodec.encode(snapshot("s", 5, ENTRIES), 1_000);
        assertThat(records)
                .allSatisfy(
                        record ->
                                assertThat(new String(record, StandardCharsets.UTF_8))
                                        .startsWith("{\"v\":2,"));
        var small = SnapshotCodec.encode(snapshot("s", 5, ENTRIES), SnapshotCodec.MOST_BYTES);
        assertThat(small)
                .singleElement()
                .satisfies(
                        record ->
                                assertThat(new String(record, StandardCharsets.UTF_8))
                                        .startsWith("{\"v\":1,"));
    }

    @Test
    void aSnapshotTellsTheCommandsBeforeIt() {
        var snapshot = snapshot("s", 5, 3);
        var record = SnapshotCodec.encode(snapshot, SnapshotCodec.MOST_BYTES).getFirst();
        assertThat(CatalogCodec.decode(record, TOPIC, 0)).isEqualTo(snapshot);
        var replay = new CatalogReplay(TOPIC, 5);
        replay.take(snapshot, 1);
        replay.take(entry(3), 6, 2);
        assertThat(replay.commands())
                .extracting(CatalogEntry.Command::id)
                .containsExactly(
                        "type/T0/create", "type/T1/create", "type/T2/create", "type/T3/create");
    }
}
