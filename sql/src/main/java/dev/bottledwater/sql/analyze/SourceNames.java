// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.typing.ExpressionText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of several sources a column's name means. */
record SourceNames(List<SourceScope> sources) {
    SourceNames {
        sources = List.copyOf(sources);
    }

    /**
     * The source of a column; empty when none has it.
     *
     * @throws SqlException for a qualifier that is no source, or a name that several sources have
     */
    Optional<SourceScope> find(@Nullable Identifier qualifier, Identifier name) {
        if (qualifier != null) {
            var source = called(qualifier);
            return source.has(name.text()) ? Optional.of(source) : Optional.empty();
        }
        var found = having(name.text());
        if (found.size() > 1) {
            throw ambiguous(name, found);
        }
        return found.stream().findFirst();
    }

    /** The source that a qualifier means. */
    SourceScope called(Identifier qualifier) {
        return sources.stream()
                .filter(s -> s.isCalled(qualifier))
                .findFirst()
                .orElseThrow(
                        () -> {
                            var known =
                                    sources.stream()
                                            .flatMap(s -> Stream.of(s.alias(), s.source().name()))
                                            .distinct()
                                            .toList();
                            var hint = Suggestions.didYouMean(qualifier.text(), known);
                            return new SqlException(
                                    ErrorCode.UNKNOWN_SOURCE,
                                    "Failed to prepare statement: '%s' is not a valid stream/table name or alias."
                                            .formatted(qualifier.text()),
                                    qualifier.span(),
                                    hint.isEmpty() ? null : hint);
                        });
    }

    /** The sources that have a column of this name. */
    List<SourceScope> having(String name) {
        return sources.stream().filter(s -> s.has(name)).toList();
    }

    private static SqlException ambiguous(Identifier name, List<SourceScope> found) {
        var span = name.span();
        var candidates = found.stream().map(s -> s.alias() + "." + name.text()).toList();
        return new SqlException(
                ErrorCode.AMBIGUOUS_COLUMN,
                "Exception while preparing statement: Line: %d, Col: %d: Column '%s' is ambiguous. Could be %s."
                        .formatted(
                                span.line(),
                                span.column(),
                                name.text(),
                                ExpressionText.sentence(candidates, "or")),
                span,
                "Write the stream or table before it: %s.".formatted(candidates.getFirst()));
    }
}
