// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.session.PropertyRules;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** SET, UNSET, DEFINE and UNDEFINE, and the properties that come with a request. */
record SessionExecution(PropertyRules rules) {

    /**
     * Checks the properties of a request.
     *
     * @throws RefusedException for one that isn't known, may not be set or has a bad value
     */
    void check(RequestSession session) {
        var names = session.properties().sequencedKeySet();
        var unknown = names.stream().filter(n -> !rules.isKnown(n)).findFirst();
        if (unknown.isPresent()) {
            throw new RefusedException(
                    Code.SERVER_ERROR,
                    "Not recognizable as ksql, streams, consumer, or producer property: '%s'"
                            .formatted(unknown.get()),
                    null,
                    guess(unknown.get()).orElse(null));
        }
        var denied = names.stream().filter(n -> !rules.isOverridable(n)).toList();
        if (!denied.isEmpty()) {
            throw prohibited(denied, null);
        }
        session.properties()
                .forEach(
                        (name, value) ->
                                rules.problem(name, value)
                                        .ifPresent(
                                                problem -> {
                                                    throw RefusedException.generic(
                                                            Code.BAD_REQUEST, problem, null, null);
                                                }));
    }

    private static RefusedException prohibited(List<String> names, @Nullable SourceSpan span) {
        return RefusedException.generic(
                Code.BAD_REQUEST,
                "One or more properties overrides set locally are prohibited by the KSQL server (use UNSET to reset their default value): "
                        + names,
                span,
                null);
    }

    private Optional<String> guess(String name) {
        var guess = Suggestions.didYouMean(name, rules.names());
        return guess.isEmpty() ? Optional.empty() : Optional.of(guess);
    }

    Prepared set(SessionStatement.SetProperty set, RequestSession session) {
        if (!rules.isKnown(set.name())) {
            throw unknown(set.name(), set.span());
        }
        if (!rules.isOverridable(set.name())) {
            throw prohibited(List.of(set.name()), set.span());
        }
        rules.problem(set.name(), set.value())
                .ifPresent(
                        problem -> {
                            throw new SqlException(
                                    ErrorCode.INVALID_PROPERTY, problem, set.span(), null);
                        });
        return new Prepared.SessionChange(
                session.withoutProperty(set.name()).withProperty(set.name(), set.value()));
    }

    Prepared unset(SessionStatement.UnsetProperty unset, RequestSession session) {
        if (!rules.isKnown(unset.name())) {
            throw unknown(unset.name(), unset.span());
        }
        return new Prepared.SessionChange(session.withoutProperty(unset.name()));
    }

    private SqlException unknown(String name, SourceSpan span) {
        return new SqlException(
                ErrorCode.INVALID_PROPERTY,
                "Unknown property: " + name,
                span,
                guess(name).orElse("SHOW PROPERTIES lists those that there are."));
    }

    Prepared define(SessionStatement.Define define, RequestSession session) {
        return new Prepared.SessionChange(
                session.withVariable(define.name().text(), define.value()));
    }

    Prepared undefine(SessionStatement.Undefine undefine, RequestSession session) {
        return new Prepared.SessionChange(session.withoutVariable(undefine.name().text()));
    }
}
