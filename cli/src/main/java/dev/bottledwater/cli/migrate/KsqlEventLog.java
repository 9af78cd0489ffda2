// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.ksql.StatementError;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log as a stream of KSQL, as ksql-migrations makes it. Where there is the table that
 * ksql-migrations keeps beside the stream, it is read too: the topic of its stream may have
 * forgotten what is older than the retention.
 *
 * <p>A log that is made here needs no table, and so no query that runs for ever: its topic is
 * compacted, and keeps the last row of each key.
 */
final class KsqlEventLog implements EventLog {
    private final Calls calls;
    private final MetadataNames names;

    KsqlEventLog(Calls calls, MetadataNames names) {
        this.calls = calls;
        this.names = names;
    }

    @Override
    public void create() {
        if (exists(names.stream())) {
            return;
        }
        String topic = names.topic(calls.client().serverInfo().details().ksqlServiceId());
        String columns =
                Event.COLUMNS.stream()
                        .map(
                                name ->
                                        name
                                                + (name.equals("VERSION_KEY")
                                                        ? " STRING KEY"
                                                        : " STRING"))
                        .collect(Collectors.joining(", "));
        run(
                "CREATE STREAM IF NOT EXISTS %s (%s) WITH (KAFKA_TOPIC=%s, VALUE_FORMAT='JSON', PARTITIONS=1, CLEANUP_POLICY='compact'%s);"
                        .formatted(
                                names.stream(),
                                columns,
                                literal(topic),
                                names.replicas() == null ? "" : ", REPLICAS=" + names.replicas()));
    }

    @Override
    public List<Event> read() {
        List<Event> events = new ArrayList<>();
        if (exists(names.table())) {
            select("0", names.table())
                    .filter(e -> !e.key().equals(Event.LOCK))
                    .forEach(events::add);
        }
        if (exists(names.stream())) {
            select("ROWTIME", names.stream()).forEach(events::add);
        }
        return events;
    }

    private Stream<Event> select(String time, String source) {
        String query =
                "SELECT %s%s FROM %s;"
                        .formatted(
                                time.equals("0") ? "" : time + ", ",
                                String.join(", ", Event.COLUMNS),
                                source);
        try {
            return calls.rows(query).stream().map(row -> event(row, time.equals("0")));
        } catch (RequestFailedException refused) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "What was applied can't be read from %s: %s"
                            .formatted(source, refused.error().message()),
                    refused);
        }
    }

    private static Event event(ResultRow row, boolean timeless) {
        List<@Nullable Object> values = row.values();
        long time = timeless || !(values.getFirst() instanceof Number n) ? 0 : n.longValue();
        List<@Nullable String> texts = new ArrayList<>();
        for (Object value : values.subList(timeless ? 0 : 1, values.size())) {
            texts.add(value == null ? null : value.toString());
        }
        return Event.of(time, texts);
    }

    @Override
    public void append(Event event) {
        run(
                "INSERT INTO %s (%s) VALUES (%s);"
                        .formatted(
                                names.stream(),
                                String.join(", ", Event.COLUMNS),
                                event.values().stream()
                                        .map(value -> value == null ? "NULL" : literal(value))
                                        .collect(Collectors.joining(", "))));
    }

    private void run(String statement) {
        try {
            calls.run(statement, Map.of(), Map.of());
        } catch (StatementError failed) {
            throw new CommandFailedException(failed.exitCode(), failed.message(), failed);
        } catch (RequestFailedException refused) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "The server doesn't take what was applied: " + refused.error().message(),
                    refused);
        }
    }

    private boolean exists(String source) {
        return sources(calls.ask("SHOW STREAMS; SHOW TABLES;"))
                .anyMatch(listed -> listed.name().equals(source));
    }

    /** Streams and tables of answers. */
    static Stream<SourceListing> sources(List<KsqlEntity> answers) {
        return answers.stream()
                .flatMap(
                        answer ->
                                answer instanceof KsqlEntity.Streams streams
                                        ? streams.streams().stream()
                                        : answer instanceof KsqlEntity.Tables tables
                                                ? tables.tables().stream()
                                                : Stream.empty());
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
