// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class LockStateTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static Event locked(String owner, long second) {
        return MemoryLog.at(second * 1000, LockState.locked(owner, owner + "'s place", LEASE));
    }

    private static Event renewed(String owner, long second) {
        return MemoryLog.at(second * 1000, LockState.renewed(owner, owner + "'s place", LEASE));
    }

    private static Event unlocked(String owner, long second) {
        return MemoryLog.at(second * 1000, LockState.unlocked(owner, owner + "'s place"));
    }

    private static String owner(Event... events) {
        return String.valueOf(LockState.of(List.of(events)).owner());
    }

    @Test
    void theFirstInTheLogHasIt() {
        assertThat(owner()).isEqualTo("null");
        assertThat(owner(locked("a", 1), locked("b", 1), locked("c", 60))).isEqualTo("a");
    }

    @Test
    void itLapsesByTheTimeOfTheLog() {
        assertThat(owner(locked("a", 1), locked("b", 61))).isEqualTo("b");
        assertThat(owner(locked("a", 1), renewed("a", 50), locked("b", 61))).isEqualTo("a");
        assertThat(owner(locked("a", 1), renewed("a", 50), locked("b", 110))).isEqualTo("b");
    }

    @Test
    void oneThatLapsedAndThatNobodyTookCanBeRenewed() {
        assertThat(owner(locked("a", 1), renewed("a", 90), locked("b", 100))).isEqualTo("a");
    }

    @Test
    void whoHasLostItCantRenewIt() {
        assertThat(owner(locked("a", 1), locked("b", 61), renewed("a", 62))).isEqualTo("b");
        assertThat(owner(locked("a", 1), locked("b", 61), unlocked("b", 62), renewed("a", 63)))
                .isEqualTo("null");
    }

    @Test
    void onlyItsOwnerGivesItBack() {
        assertThat(owner(locked("a", 1), unlocked("b", 2))).isEqualTo("a");
        assertThat(owner(locked("a", 1), unlocked("a", 2), locked("b", 2))).isEqualTo("b");
    }

    @Test
    void aCompactedLogMayBeginWithARenewal() {
        assertThat(owner(renewed("a", 50), locked("b", 51))).isEqualTo("a");
    }

    @Test
    void otherRowsDontMatter() {
        Event row = MemoryLog.version(1, Event.State.RUNNING, "x");
        assertThat(owner(row, locked("a", 1), row)).isEqualTo("a");
    }

    @Test
    void peopleAreToldWhoHasIt() {
        LockState state = LockState.of(List.of(locked("a", 1)));
        assertThat(state.holder(Instant.ofEpochSecond(60)))
                .contains("a's place, until 1970-01-01T00:01:01Z");
        assertThat(state.holder(Instant.ofEpochSecond(61))).isEmpty();
    }
}
