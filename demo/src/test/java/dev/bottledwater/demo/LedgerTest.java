// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.demo.Ledger.Commit;
import dev.bottledwater.demo.Ledger.RegionState;
import dev.bottledwater.demo.Ledger.Table;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Map;

/** The demo's verdict is only worth something if it notices what goes wrong. */
class LedgerTest {
    private final Ledger ledger = new Ledger();

    private long commit(boolean delete, long row, Map<String, RegionState> touched) {
        var id = ledger.nextCommitId();
        ledger.committing(new Commit(id, Table.ORDERS, row, delete), touched);
        return id;
    }

    @Test
    void noticesALostAndADuplicatedEvent() {
        var first = commit(false, 1, Map.of());
        var second = commit(false, 2, Map.of());
        commit(true, 1, Map.of());
        ledger.sawRow(first);
        assertThat(ledger.lost()).isEqualTo(2);
        ledger.sawDelete(1);
        ledger.sawRow(second);
        assertThat(ledger.lost()).isZero();
        assertThat(ledger.duplicated()).isZero();
        ledger.sawRow(second);
        assertThat(ledger.duplicated()).isOne();
        ledger.sawDelete(1);
        assertThat(ledger.duplicated()).isEqualTo(2);
        assertThat(ledger.events()).isEqualTo(5);
    }

    @Test
    void noticesAnEventOfNoCommit() {
        ledger.sawRow(17);
        ledger.sawDelete(4);
        assertThat(ledger.duplicated()).isEqualTo(2);
    }

    @Test
    void aResultEndsTheClockOfEveryEarlierStateOfItsRegion() {
        ledger.startMeasuring();
        var one = new RegionState(1, BigDecimal.ONE, 1);
        var two = new RegionState(2, BigDecimal.TWO, 3);
        commit(false, 1, Map.of("asia", one));
        commit(false, 2, Map.of("asia", two));
        ledger.sawResult("europe", two);
        ledger.sawResult("asia", new RegionState(9, BigDecimal.TEN, 99));
        assertThat(ledger.latencyMillis(0.5)).isEmpty();
        ledger.sawResult("asia", two);
        assertThat(ledger.latencyMillis(0.5)).isPresent();
        assertThat(ledger.results()).isEqualTo(3);
        assertThat(ledger.table().get("asia")).isEqualTo(two.total());
    }

    @Test
    void aRegionWithoutOrdersIsNoRow() {
        ledger.sawResult("asia", new RegionState(0, BigDecimal.ZERO, 0));
        ledger.sawResult("europe", new RegionState(1, new BigDecimal("1.50"), 4));
        ledger.sawRegionGone("europe");
        assertThat(ledger.table()).isEmpty();
    }

    @Test
    void totalsCompareByValue() {
        assertThat(new Ledger.RegionTotal(1, new BigDecimal("1.5")))
                .isEqualTo(new Ledger.RegionTotal(1, new BigDecimal("1.50")))
                .isNotEqualTo(new Ledger.RegionTotal(1, new BigDecimal("1.51")));
    }
}
