// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A processing log that keeps its entries. */
public final class LoggedEntries implements ProcessingLog {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void log(Entry entry) {
        entries.add(entry);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
