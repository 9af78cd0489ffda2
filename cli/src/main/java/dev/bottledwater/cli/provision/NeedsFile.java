// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.connect.ConnectorFile;
import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.connect.needs.ConnectorNaming;
import dev.bottledwater.connect.needs.ConnectorNeeds;
import dev.bottledwater.connect.needs.HeartbeatDefault;
import dev.bottledwater.platform.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the connectors or statements of a file need before they are started. */
public final class NeedsFile {
    /** Where nothing says how long topics keep records: Kafka's own default. */
    private static final Duration USUAL = Duration.ofDays(7);

    private NeedsFile() {}

    /**
     * Reads a file: statements where its name ends in {@code .sql}, else connectors as JSON.
     *
     * @throws CommandFailedException with one sentence when it can't be read or planned
     */
    public static Needs read(Path file, Settings settings) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".sql")) {
            return new StatementNeeds(settings, retention(settings)).of(file, text(file));
        }
        List<Needs> needs = new ArrayList<>();
        for (ConnectorFile connector : ConnectorFile.read(file)) {
            needs.add(of(connector.name(), connector, settings));
        }
        return Needs.all(needs, settings.names());
    }

    static Needs of(String name, ConnectorFile connector, Settings settings) {
        Map<String, String> config = new HashMap<>(connector.config());
        config.put("name", name);
        Map<String, String> named = new ConnectorNaming(settings.names().prefix()).apply(config);
        ConnectorNeeds needs =
                ConnectorNeeds.of(
                        name,
                        HeartbeatDefault.of(named)
                                .filter(heartbeat -> heartbeat.doubt().isEmpty())
                                .map(HeartbeatDefault::applied)
                                .orElse(named),
                        retention(settings));
        List<String> notes = new ArrayList<>();
        needs.unknown().forEach(sentence -> notes.add(name + ": " + sentence));
        if (!needs.reads().isEmpty()) {
            notes.add(name + ": It reads " + String.join(", ", needs.reads()) + ".");
        }
        return new Needs(needs.topics(), needs.groups(), notes);
    }

    private static Duration retention(Settings settings) {
        return settings.topicRetention().orElse(USUAL);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "%s can't be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
