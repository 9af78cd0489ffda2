// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import java.util.ArrayList;
import java.util.List;

/** Which records of a topic are to be written anew now, and which of them together. */
interface RefreshRule {
    /** Any key for itself, when its record is old. */
    RefreshRule EACH_KEY =
            (live, now, pace) -> {
                List<List<LiveRecord>> batches = new ArrayList<>();
                for (LiveRecord record : live) {
                    if (record.age(now) < pace.oldAfter()) {
                        continue;
                    }
                    if (batches.isEmpty() || batches.getLast().size() == RefreshPace.MOST_WRITTEN) {
                        batches.add(new ArrayList<>());
                    }
                    batches.getLast().add(record);
                }
                return batches;
            };

    /**
     * Chooses.
     *
     * @param live the newest values, in the order in which they came
     * @param now the time
     * @return what is written in one go, in this order
     */
    List<List<LiveRecord>> due(List<LiveRecord> live, long now, RefreshPace pace);
}
