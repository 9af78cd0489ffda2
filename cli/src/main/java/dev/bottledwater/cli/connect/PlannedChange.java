// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.server.connect.SecretSettings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What applying a file does to one connector.
 *
 * @param connector as the file has it
 * @param action what is done
 * @param changes a line for each setting that differs, secrets left out
 */
record PlannedChange(ConnectorFile connector, Action action, List<String> changes) {
    /** What is done. */
    enum Action {
        CREATE("created", "would be created"),
        CHANGE("changed", "would be changed"),
        KEEP("unchanged", "unchanged"),
        DELETE("deleted", "would be deleted");

        private final String done;
        private final String planned;

        Action(String done, String planned) {
            this.done = done;
            this.planned = planned;
        }

        String text(boolean dryRun) {
            return dryRun ? planned : done;
        }
    }

    PlannedChange {
        changes = List.copyOf(changes);
    }

    /**
     * Compares a file with what is there.
     *
     * @param stored the settings that the server shows; empty where there is no connector
     */
    static PlannedChange of(ConnectorFile connector, Optional<Map<String, String>> stored) {
        if (stored.isEmpty()) {
            return new PlannedChange(connector, Action.CREATE, List.of());
        }
        List<String> changes = new ArrayList<>();
        TreeSet<String> settings = new TreeSet<>(connector.config().keySet());
        settings.addAll(stored.get().keySet());
        settings.remove("name");
        for (String setting : settings) {
            String before = stored.get().get(setting);
            String after = connector.config().get(setting);
            difference(setting, before, after).ifPresent(changes::add);
        }
        return new PlannedChange(
                connector, changes.isEmpty() ? Action.KEEP : Action.CHANGE, changes);
    }

    private static Optional<String> difference(
            String setting, @Nullable String before, @Nullable String after) {
        if (after == null) {
            return Optional.of("- " + setting);
        }
        if (before == null) {
            return Optional.of("+ " + setting);
        }
        if (before.equals(SecretSettings.MASK)) {
            // A mask in the file keeps what is stored.
            return after.equals(SecretSettings.MASK)
                    ? Optional.empty()
                    : Optional.of("~ " + setting + ": a secret, which can't be compared");
        }
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(
                        "~ " + setting + ": " + before + " → " + shown(setting, before, after));
    }

    /** A value in the place of one that only told where it is kept is taken for a secret too. */
    private static String shown(String setting, String before, String after) {
        boolean secret =
                SecretSettings.isSecret(setting, after, Set.of())
                        || before.startsWith("${") && !after.contains("${");
        return secret ? SecretSettings.MASK : after;
    }
}
