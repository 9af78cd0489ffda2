// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.result.CommandStatus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The statuses of the last commands of the log, by command id; a command that comes again replaces
 * its older status. Bounded, since a log lives for years. Thread-safe.
 */
public final class CommandHistory {
    private static final int MOST = 1_000;

    private final SequencedMap<String, CatalogEntry.Command> commands =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, CatalogEntry.Command> eldest) {
                    return size() > MOST;
                }
            };

    /** An entry was applied. */
    public synchronized void applied(CatalogEntry entry) {
        add(entry.command());
    }

    private void add(CatalogEntry.Command command) {
        commands.remove(command.id());
        commands.put(command.id(), command);
    }

    /** What is known now is these, oldest first: those of a snapshot. */
    public synchronized void startFrom(List<CatalogEntry.Command> known) {
        commands.clear();
        known.forEach(this::add);
    }

    /** The commands, oldest first. */
    synchronized List<CatalogEntry.Command> commands() {
        return List.copyOf(commands.values());
    }

    private static CommandStatus status(CatalogEntry.Command command) {
        return new CommandStatus(
                CommandStatus.Status.SUCCESS, command.message(), command.queryId());
    }

    /** The status of the last command of this id. */
    public synchronized Optional<CommandStatus> status(String commandId) {
        return Optional.ofNullable(commands.get(commandId)).map(CommandHistory::status);
    }

    /** All statuses, oldest first. */
    public synchronized SequencedMap<String, CommandStatus> statuses() {
        var statuses = new LinkedHashMap<String, CommandStatus>();
        commands.forEach((id, command) -> statuses.put(id, status(command)));
        return Collections.unmodifiableSequencedMap(statuses);
    }
}
