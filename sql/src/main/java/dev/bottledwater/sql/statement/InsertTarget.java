// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import java.util.Locale;

/** The stream or table that single rows are written to. */
public final class InsertTarget {
    private InsertTarget() {}

    /**
     * The source of a name that a client wrote outside of any statement: in any case, or in
     * back-quotes as it is.
     *
     * @throws SqlException when there is none, or it takes no rows
     */
    public static Source of(String name, Catalog catalog) {
        boolean quoted = name.length() > 1 && name.startsWith("`") && name.endsWith("`");
        var text = quoted ? name.substring(1, name.length() - 1) : name.toUpperCase(Locale.ROOT);
        return of(new Identifier(text, quoted, SourceSpan.NONE), catalog);
    }

    static Source of(Identifier name, Catalog catalog) {
        var found = catalog.source(name.text());
        if (found.isEmpty()) {
            var folded = name.text().toUpperCase(Locale.ROOT);
            boolean quotes = catalog.source(folded).isPresent();
            throw new SqlException(
                    ErrorCode.UNKNOWN_SOURCE,
                    "Cannot insert values into an unknown stream/table: `%s`%s"
                            .formatted(
                                    name.text(),
                                    quotes
                                            ? "\nDid you mean %s? Hint: try removing double quotes from the source name."
                                                    .formatted(folded)
                                            : ""),
                    name.span(),
                    Names.hint(name, catalog));
        }
        var source = found.get();
        if (source.readOnly()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot insert values into read-only %s: %s"
                            .formatted(Names.lower(source.kind()), source.name()),
                    name.span(),
                    null);
        }
        if (source.isWindowed()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot insert values into windowed stream/table!",
                    name.span(),
                    null);
        }
        return source;
    }
}
