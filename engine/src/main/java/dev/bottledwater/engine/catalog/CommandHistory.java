// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.result.CommandStatus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The statuses of the last commands of the log, by command id; a command that comes again replaces
 * its older status. Bounded, since a log lives for years. Thread-safe.
 */
public final class CommandHistory {
    private static final int MOST = 1_000;

    private final SequencedMap<String, CommandStatus> statuses =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CommandStatus> eldest) {
                    return size() > MOST;
                }
            };

    /** An entry was applied. */
    public synchronized void applied(CatalogEntry entry) {
        var command = entry.command();
        statuses.remove(command.id());
        statuses.put(
                command.id(),
                new CommandStatus(
                        CommandStatus.Status.SUCCESS, command.message(), command.queryId()));
    }

    /** The status of the last command of this id. */
    public synchronized Optional<CommandStatus> status(String commandId) {
        return Optional.ofNullable(statuses.get(commandId));
    }

    /** All statuses, oldest first. */
    public synchronized SequencedMap<String, CommandStatus> statuses() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(statuses));
    }
}
