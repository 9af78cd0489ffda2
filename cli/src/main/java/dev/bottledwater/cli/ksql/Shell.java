// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.wire.ServerInfo;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceListing;

import java.util.List;
import java.util.stream.Stream;

/** What a person's typing does: the shell without its keyboard. */
final class Shell {
    private final Session session;
    private final StatementRunner statements;
    private final LocalCommands commands;

    Shell(Session session) {
        this.session = session;
        this.statements = new StatementRunner(session);
        this.commands = new LocalCommands(session);
    }

    /** Returns the session. */
    Session session() {
        return session;
    }

    /** Whether the text is complete, so that it can be run. */
    static boolean complete(String text) {
        return LocalCommands.isOne(text) || Piece.ended(text);
    }

    /** Runs what was typed, up to the first statement that fails, and prints what went wrong. */
    void run(String text) {
        try {
            if (commands.run(text)) {
                return;
            }
            for (Piece piece : ScriptRunner.pieces(text)) {
                if (!commands.run(piece.text())) {
                    statements.run(piece, text, false);
                }
            }
        } catch (StatementError failure) {
            session.screen().error(failure.message());
        }
    }

    /** Returns what the shell says when it begins: whom it talks to, or why it can't. */
    List<String> greeting(String programVersion) {
        try {
            ServerInfo.Details server = session.client().serverInfo().details();
            return List.of(
                    "CLI v%s, Server v%s located at %s"
                            .formatted(programVersion, server.version(), session.client().server()),
                    "Server Status: " + server.serverStatus());
        } catch (KsqlClientException failure) {
            return List.of(
                    "CLI v%s".formatted(programVersion),
                    "WARNING: " + StatementError.of(failure, "").message());
        }
    }

    /** Returns the names of streams and tables; empty when the server can't tell. */
    List<String> sourceNames() {
        try {
            return session
                    .client()
                    .makeKsqlRequest(session.request("SHOW STREAMS; SHOW TABLES;"))
                    .stream()
                    .flatMap(Shell::sources)
                    .map(SourceListing::name)
                    .sorted()
                    .toList();
        } catch (KsqlClientException unavailable) {
            return List.of();
        }
    }

    private static Stream<SourceListing> sources(KsqlEntity answer) {
        if (answer instanceof KsqlEntity.Streams streams) {
            return streams.streams().stream();
        }
        return answer instanceof KsqlEntity.Tables tables
                ? tables.tables().stream()
                : Stream.empty();
    }
}
