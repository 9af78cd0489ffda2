// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.print.BoxRows;
import dev.bottledwater.cli.print.LiveRows;
import dev.bottledwater.cli.print.OutputFormat;
import dev.bottledwater.cli.print.PlainRows;
import dev.bottledwater.cli.print.RowPrinter;
import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.wire.client.PrintedLines;
import dev.bottledwater.wire.client.QueryResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Prints the rows of one SELECT or PRINT until it ends, or somebody or something ends it. */
final class QueryRunner {
    private final Session session;

    QueryRunner(Session session) {
        this.session = session;
    }

    /** Runs a SELECT. It goes to {@code /query}, which tells of deleted rows too. */
    void select(String text, Query query, OutputFormat format) {
        Session.Display display = session.display();
        session.running(Thread.currentThread()::interrupt);
        AtomicReference<String> reason = new AtomicReference<>("");
        boolean push = query.emit() != null;
        try (QueryResult result = session.client().query(session.request(text));
                Screen.Answer _ = push ? Screen.Answer.UNPAGED : session.screen().answer();
                RowPrinter printer = printer(query, result, format);
                Timer _ = Timer.start(display.timeout(), () -> end(result, reason, "Timed out"))) {
            session.running(result::close);
            printer.header(result.header());
            long rows = 0;
            while (result.hasNext()) {
                printer.row(result.next());
                rows++;
                if (display.rowLimit() != null && rows >= display.rowLimit()) {
                    end(result, reason, "Row limit reached");
                }
                if (session.screen().left()) {
                    result.close();
                }
            }
            String own = Objects.requireNonNullElse(reason.get(), "");
            printer.end(own.isEmpty() ? result.finalMessage().orElse("") : own);
        } finally {
            session.running(null);
            Thread.interrupted();
        }
    }

    private static void end(QueryResult query, AtomicReference<String> reason, String why) {
        reason.compareAndSet("", why);
        query.close();
    }

    private RowPrinter printer(Query query, QueryResult result, OutputFormat format) {
        Session.Display display = session.display();
        if (format != OutputFormat.TABULAR) {
            return new PlainRows(session.screen().out(), format);
        }
        if (display.live() && session.screen().terminal()) {
            return LiveKey.find(query, result.header().columns(), session)
                    .<RowPrinter>map(key -> new LiveRows(session.screen(), key))
                    .orElseGet(this::boxes);
        }
        return boxes();
    }

    private BoxRows boxes() {
        Session.Display display = session.display();
        return new BoxRows(session.screen(), display.columnWidth(), display.wrap());
    }

    /** Runs a PRINT. */
    void print(String text) {
        Session.Display display = session.display();
        session.running(Thread.currentThread()::interrupt);
        try (PrintedLines lines = session.client().print(session.request(text));
                Timer _ = Timer.start(display.timeout(), lines::close)) {
            session.running(lines::close);
            while (lines.hasNext()) {
                session.screen().out().println(CellText.printable(lines.next()));
                session.screen().out().flush();
            }
            session.screen().out().println("Topic printing ceased");
        } finally {
            session.running(null);
            Thread.interrupted();
        }
    }

    /** Runs something after a while, unless it is closed before. */
    private static final class Timer implements AutoCloseable {
        private final CountDownLatch cancelled = new CountDownLatch(1);

        static Timer start(@Nullable Duration after, Runnable action) {
            Timer timer = new Timer();
            if (after != null) {
                Thread.startVirtualThread(
                        () -> {
                            try {
                                if (!timer.cancelled.await(
                                        after.toMillis(), TimeUnit.MILLISECONDS)) {
                                    action.run();
                                }
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        });
            }
            return timer;
        }

        @Override
        public void close() {
            cancelled.countDown();
        }
    }
}
