// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Position;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Turns what the engine throws into what clients are told. */
final class EngineErrors {
    private static final int NOT_READY = 50302;

    private EngineErrors() {}

    /**
     * Calls the engine.
     *
     * @throws RefusedException when the engine refuses
     */
    static <T> T translating(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatementFailedException e) {
            throw new RefusedException(body(e));
        } catch (EngineUnavailableException e) {
            throw RefusedException.generic(NOT_READY, message(e));
        }
    }

    private static ErrorBody body(StatementFailedException e) {
        String text = e.statementText();
        @Nullable Position position = e.position();
        @Nullable Integer line = position == null ? null : position.line();
        @Nullable Integer column = position == null ? null : position.column();
        if (text == null) {
            return ErrorBody.generic(e.code().number(), message(e), e.hint()).at(line, column);
        }
        return ErrorBody.statement(
                e.code().number(),
                message(e),
                text,
                EntityTranslation.entities(e.completed()),
                line,
                column,
                e.hint());
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? "The engine gave no reason." : e.getMessage();
    }
}
