// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.ServerInfo;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.FunctionListing;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceListing;

import java.util.List;
import java.util.function.Supplier;
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

    /** Returns what there is to complete; lists are empty when the server can't tell. */
    Completions.Names names() {
        return new Completions.Names() {
            @Override
            public Supplier<List<String>> sources() {
                return asking("SHOW STREAMS; SHOW TABLES;");
            }

            @Override
            public Supplier<List<String>> functions() {
                return asking("SHOW FUNCTIONS;");
            }

            @Override
            public Supplier<List<String>> columns(String source) {
                return asking("DESCRIBE %s;".formatted(SqlFormatter.formatName(source)));
            }
        };
    }

    /** The request is made now, by the thread that changes the session. */
    private Supplier<List<String>> asking(String statements) {
        KsqlClient client = session.client();
        KsqlRequest request = session.request(statements);
        return () -> {
            try {
                return client.makeKsqlRequest(request).stream()
                        .flatMap(Shell::named)
                        .sorted()
                        .toList();
            } catch (KsqlClientException unavailable) {
                return List.of();
            }
        };
    }

    /** What the answer lists by name. */
    private static Stream<String> named(KsqlEntity answer) {
        return switch (answer) {
            case KsqlEntity.Streams streams -> streams.streams().stream().map(SourceListing::name);
            case KsqlEntity.Tables tables -> tables.tables().stream().map(SourceListing::name);
            case KsqlEntity.FunctionNames functions ->
                    functions.functions().stream().map(FunctionListing::name);
            case KsqlEntity.SourceDescriptionEntity source ->
                    source.sourceDescription().fields().stream().map(FieldInfo::name);
            default -> Stream.empty();
        };
    }
}
