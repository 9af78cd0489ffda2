// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import dev.bottledwater.sql.error.Suggestions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeMap;

/**
 * The properties of the server by KSQL's names, and those of its own: which are read, and why
 * others have no effect. The one list of them; {@code ksql.streams.…} aside, which Kafka Streams
 * defines.
 */
public final class ServerPropertyTable {
    private static final String FILE = "server-properties.txt";
    private static final ServerPropertyTable TABLE = new ServerPropertyTable();

    /** What of Kafka Streams isn't for users to set. */
    private static final Map<String, String> OWN_STREAMS =
            Map.of(
                    "application.id",
                    "Each query has its own.",
                    "application.server",
                    "Instances find each other over peers: set BW_SECRET.",
                    "default.deserialization.exception.handler",
                    "Records that can't be read go to the processing log.",
                    "deserialization.exception.handler",
                    "Records that can't be read go to the processing log.",
                    "default.production.exception.handler",
                    "A query whose rows can't be written starts again.",
                    "production.exception.handler",
                    "A query whose rows can't be written starts again.",
                    "processing.exception.handler",
                    "Rows that fail go to the processing log.",
                    "rocksdb.config.setter",
                    "Set bw.rocksdb.max.bytes.",
                    "state.dir",
                    "State is in a directory of the program's own.");

    /**
     * A property.
     *
     * @param name a trailing * stands for all that begin so
     * @param isRead whether it has an effect
     * @param note what it is, or why it has none
     */
    public record Line(String name, boolean isRead, String note) {
        boolean isFamily() {
            return name.endsWith("*");
        }

        private boolean fits(String property) {
            return isFamily()
                    ? property.startsWith(name.substring(0, name.length() - 1))
                    : property.equals(name);
        }
    }

    private final NavigableMap<String, Line> lines = new TreeMap<>();

    private ServerPropertyTable() {
        try (var in = ServerPropertyTable.class.getResourceAsStream(FILE)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ServerPropertyTable::line)
                    .forEach(line -> lines.put(line.name(), line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        var parts = List.of(text.split(" \\| ", 3));
        return new Line(
                parts.get(0),
                switch (parts.get(1)) {
                    case "read" -> true;
                    case "ignored" -> false;
                    default -> throw new IllegalStateException(text);
                },
                parts.get(2));
    }

    /** The table. */
    public static ServerPropertyTable get() {
        return TABLE;
    }

    /** All lines, by name. */
    public SequencedCollection<Line> lines() {
        return lines.sequencedValues();
    }

    /** The names of single properties, for did-you-mean. */
    public List<String> names() {
        return lines.values().stream().filter(l -> !l.isFamily()).map(Line::name).toList();
    }

    /** What is known of a property: the line that fits it best; empty when nothing is. */
    public Optional<Line> find(String property) {
        var exact = lines.get(property);
        return exact != null
                ? Optional.of(exact)
                : lines.headMap(property, true).descendingMap().values().stream()
                        .filter(line -> line.isFamily() && line.fits(property))
                        .findFirst();
    }

    /**
     * Why a property of the server has no effect, or not the one that its name promises.
     *
     * @return a sentence or two; empty when it has one
     */
    public Optional<String> withoutEffect(String property) {
        if (property.startsWith(PropertyRules.STREAMS)) {
            var bare = PropertyRules.bareName(property);
            var own = OWN_STREAMS.get(bare);
            if (own != null) {
                return Optional.of(own);
            }
            return PropertyRules.isOfStreams(bare)
                    ? Optional.empty()
                    : Optional.of(
                            unknown(
                                    "Kafka Streams and its clients have no property of this name.",
                                    property,
                                    PropertyRules.streamsNames()));
        }
        return switch (find(property).orElse(null)) {
            case Line line when line.isRead() -> Optional.empty();
            case Line line -> Optional.of(line.note() + ".");
            case null -> Optional.of(unknown("There is no such property.", property, names()));
        };
    }

    private static String unknown(String sentence, String property, Collection<String> names) {
        var near = Suggestions.closest(property, names);
        return near.isEmpty()
                ? sentence
                : "%s Did you mean %s?".formatted(sentence, near.getFirst());
    }
}
