// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlAdmin;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
public final class KsqlEventLog implements EventLog {
    private final KsqlClient client;
    private final KsqlAdmin admin;
    private final MetadataNames names;

    /** Keeps the log on a server. */
    public KsqlEventLog(KsqlClient client, KsqlAdmin admin, MetadataNames names) {
        this.client = client;
        this.admin = admin;
        this.names = names;
    }

    @Override
    public void create() {
        if (exists(names.stream())) {
            return;
        }
        String topic = names.topic(client.serverInfo().details().ksqlServiceId());
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
        List<Event> events = new ArrayList<>();
        try (var result = client.query(admin.inOrder(KsqlRequest.of(query)))) {
            result.forEachRemaining(row -> events.add(event(row, time.equals("0"))));
            return events.stream();
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
            admin.execute(statement);
        } catch (RequestFailedException refused) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "The server doesn't take what was applied: " + refused.error().message(),
                    refused);
        }
    }

    private boolean exists(String source) {
        return Stream.concat(admin.streams().stream(), admin.tables().stream())
                .anyMatch(listed -> listed.name().equals(source));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
