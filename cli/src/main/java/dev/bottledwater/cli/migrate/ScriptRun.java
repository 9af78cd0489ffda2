// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.ksql.StatementError;
import dev.bottledwater.cli.migrate.MigrationScript.Step;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.CommandUnfinishedException;
import dev.bottledwater.wire.client.KsqlAdmin;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.client.ServerUnreachableException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Runs the statements of one file. What it SETs and DEFINEs ends with it. */
final class ScriptRun {
    private static final int SERVER_ERROR = 500;

    private final KsqlAdmin admin;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ScriptRun(KsqlAdmin admin, Map<String, String> variables) {
        this.admin = admin;
        this.variables.putAll(variables);
    }

    /** What became of a statement. */
    sealed interface Outcome {
        /** It was carried out. */
        record Done() implements Outcome {}

        /** It wasn't carried out. */
        record Refused(ExitCode exitCode, String message) implements Outcome {}

        /** Nobody knows. */
        record Unknown(ExitCode exitCode, String message) implements Outcome {}
    }

    /** Runs a statement that only concerns this run, and that no server sees. */
    void apply(Step step, SessionStatement change) {
        switch (change) {
            case SessionStatement.SetProperty set -> properties.put(set.name(), set.value());
            case SessionStatement.UnsetProperty unset -> properties.remove(unset.name());
            case SessionStatement.Define define -> {
                String name = step.piece().asWritten(define.name());
                variables.remove(name);
                variables.put(name, define.value());
            }
            case SessionStatement.Undefine undefine -> variables.remove(undefine.name().text());
            case SessionStatement.AlterSystem _, SessionStatement.RunScript _ ->
                    throw new IllegalArgumentException(
                            "Not for migrations: " + step.piece().text());
        }
    }

    /** Sends a statement to the server. */
    Outcome send(Step step) {
        String text = step.piece().text();
        try {
            admin.execute(new KsqlRequest(text, new LinkedHashMap<>(properties), variables, null));
            return new Outcome.Done();
        } catch (RequestFailedException refused) {
            StatementError error = StatementError.of(refused, text);
            // What a router says in the server's place tells nothing about the statement.
            return refused.status() < SERVER_ERROR
                    ? new Outcome.Refused(error.exitCode(), error.message())
                    : new Outcome.Unknown(error.exitCode(), error.message());
        } catch (ServerUnreachableException gone) {
            return new Outcome.Unknown(ExitCode.UNAVAILABLE, String.valueOf(gone.getMessage()));
        } catch (CommandUnfinishedException unknown) {
            return new Outcome.Unknown(ExitCode.FAILED, String.valueOf(unknown.getMessage()));
        }
    }
}
