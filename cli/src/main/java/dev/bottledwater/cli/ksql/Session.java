// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.print.OutputFormat;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * What lasts from one statement to the next: the server, SET properties, DEFINEd variables, how to
 * print. One thread uses it; {@link #interrupt()} may come from any.
 */
public final class Session implements AutoCloseable {
    /**
     * How queries end by themselves and look.
     *
     * @param format how answers are printed
     * @param columnWidth of boxes; 0 shares the screen's width
     * @param wrap whether long values in boxes go on in the next line
     * @param live whether changes of a table are shown as the table itself
     * @param graph whether EXPLAIN is drawn on a terminal
     * @param rowLimit how many rows of a query are printed at most; null for all
     * @param timeout after which a query is ended; null for never
     */
    public record Display(
            OutputFormat format,
            int columnWidth,
            boolean wrap,
            boolean live,
            boolean graph,
            @Nullable Long rowLimit,
            @Nullable Duration timeout) {
        /** A display with KSQL's defaults. */
        public static final Display DEFAULT =
                new Display(OutputFormat.TABULAR, 0, true, false, true, null, null);

        Display withFormat(OutputFormat changed) {
            return new Display(changed, columnWidth, wrap, live, graph, rowLimit, timeout);
        }

        Display withColumnWidth(int changed) {
            return new Display(format, changed, wrap, live, graph, rowLimit, timeout);
        }

        Display withWrap(boolean changed) {
            return new Display(format, columnWidth, changed, live, graph, rowLimit, timeout);
        }

        Display withLive(boolean changed) {
            return new Display(format, columnWidth, wrap, changed, graph, rowLimit, timeout);
        }

        Display withGraph(boolean changed) {
            return new Display(format, columnWidth, wrap, live, changed, rowLimit, timeout);
        }
    }

    private final Screen screen;
    private final Function<ServerAddress, KsqlClient> clients;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
    private KsqlClient client;
    private Display display;
    private @Nullable Long lastCommand;

    /**
     * @param clients makes clients of servers, which sign in as far as they may
     */
    public Session(
            ServerAddress server,
            Function<ServerAddress, KsqlClient> clients,
            Screen screen,
            Display display) {
        this.clients = clients;
        this.screen = screen;
        this.display = display;
        this.client = clients.apply(server);
    }

    Screen screen() {
        return screen;
    }

    KsqlClient client() {
        return client;
    }

    Display display() {
        return display;
    }

    void display(Display changed) {
        display = changed;
    }

    /** Values by name, whatever its case; to be changed in place. */
    Map<String, String> variables() {
        return variables;
    }

    /** Overrides that go with each request; to be changed in place. */
    Map<String, String> properties() {
        return properties;
    }

    /** Talks to another server from now on. */
    void connect(ServerAddress server) {
        KsqlClient before = client;
        client = clients.apply(server);
        lastCommand = null;
        before.close();
    }

    /**
     * Returns a request that sees what this session's commands before it did, whichever instance
     * answers it.
     */
    KsqlRequest request(String statement) {
        return new KsqlRequest(
                statement,
                new LinkedHashMap<String, Object>(properties),
                new LinkedHashMap<>(variables),
                lastCommand);
    }

    void remember(long commandSequenceNumber) {
        if (commandSequenceNumber >= 0) {
            lastCommand = commandSequenceNumber;
        }
    }

    /** Registers how to end what is running; null when nothing is. */
    void running(@Nullable Runnable how) {
        cancel.set(how);
    }

    /** Ends what is running; returns whether there was anything. */
    public boolean interrupt() {
        Optional<Runnable> how = Optional.ofNullable(cancel.getAndSet(null));
        how.ifPresent(Runnable::run);
        return how.isPresent();
    }

    @Override
    public void close() {
        interrupt();
        client.close();
        screen.close();
    }
}
