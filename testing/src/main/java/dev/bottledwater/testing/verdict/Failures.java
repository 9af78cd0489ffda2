// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.testing.conformance.ExpectedFailure;
import dev.bottledwater.testing.verdict.Mismatch.Kind;

import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Whether a failure is the expected one (conformance format, section 7). */
public final class Failures {
    private Failures() {}

    /**
     * What is wrong with a failure.
     *
     * @param statement the statement at fault, empty for failures while processing
     */
    public static List<Mismatch> mismatches(
            ExpectedFailure expected, RuntimeException error, String statement) {
        var found = new ArrayList<Mismatch>();
        var type = expected.type();
        if (type != null && !is(type, error)) {
            found.add(wrong("type of failure", type, text(error)));
        }
        var message = expected.message();
        if (message != null && !contains(error, message, statement)) {
            // refused for another reason than the expected one: for what isn't built yet
            var tier = isNotBuilt(error) ? Tier.BEHAVIOUR : Tier.MESSAGE;
            found.add(
                    new Mismatch(
                            tier,
                            Kind.MESSAGE,
                            "message",
                            message,
                            String.valueOf(error.getMessage())));
        }
        var cause = expected.cause();
        if (cause != null && !is(cause, error.getCause())) {
            found.add(wrong("type of cause", cause, text(error.getCause())));
        }
        var causeMessage = expected.causeMessage();
        if (causeMessage != null && !contains(error.getCause(), causeMessage, "")) {
            found.add(wrong("message of cause", causeMessage, text(error.getCause())));
        }
        return found;
    }

    private static boolean isNotBuilt(RuntimeException error) {
        return error instanceof SqlException sql && sql.code() == ErrorCode.NOT_SUPPORTED;
    }

    private static Mismatch wrong(String what, String expected, String actual) {
        return new Mismatch(Tier.MESSAGE, Kind.MESSAGE, what, expected, actual);
    }

    /** Clients see the statement behind the message. */
    private static boolean contains(@Nullable Throwable error, String part, String statement) {
        return error != null && (error.getMessage() + "\nStatement: " + statement).contains(part);
    }

    /** All refusals of statements are of one class here, whatever the reference calls them. */
    private static boolean is(String type, @Nullable Throwable error) {
        return switch (type) {
            case "KsqlException", "KsqlStatementException", "ParseFailedException" ->
                    error instanceof SqlException;
            case "KsqlFunctionException" -> error instanceof FunctionException;
            case "StreamsException" -> error instanceof StreamsException;
            default -> false;
        };
    }

    /** An exception with its causes on one line; {@code none} for none. */
    public static String text(@Nullable Throwable error) {
        if (error == null) {
            return "none";
        }
        return error instanceof SqlException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName() + ": " + error.getMessage() + causes(error);
    }

    private static String causes(Throwable error) {
        var cause = error.getCause();
        return cause == null ? "" : " (" + text(cause) + ")";
    }
}
