// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.server.metrics.MetricsText.Type;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The replication slots of the database that connectors follow. */
final class SlotMetrics {
    private SlotMetrics() {}

    static void write(MetricsText text, List<SlotLag> slots) {
        if (slots.isEmpty()) {
            return;
        }
        family(
                text,
                slots,
                "postgres_replication_slot_active",
                "1 where somebody reads from the slot.",
                slot -> slot.active() ? 1 : 0);
        family(
                text,
                slots,
                "postgres_replication_slot_lag_bytes",
                "Bytes of the log that the slot's reader has yet to confirm.",
                SlotLag::behindBytes);
        family(
                text,
                slots,
                "postgres_replication_slot_kept_bytes",
                "Bytes of the log that the database keeps on its disk because of the slot.",
                SlotLag::keptBytes);
    }

    private static void family(
            MetricsText text,
            List<SlotLag> slots,
            String name,
            String help,
            ToDoubleFunction<SlotLag> value) {
        text.family(name, Type.GAUGE, help);
        for (SlotLag slot : slots) {
            double bytes = value.applyAsDouble(slot);
            if (slot.database().isEmpty()) {
                text.sample(name, bytes, "slot", slot.slot());
            } else {
                text.sample(name, bytes, "slot", slot.slot(), "database", slot.database());
            }
        }
    }
}
