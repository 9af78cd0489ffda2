// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.TimeSpan;
import dev.bottledwater.sql.ast.WindowExpression;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.KeyWindow;

import org.jspecify.annotations.Nullable;

/** WINDOW clauses to what they mean (language reference, section 10). */
final class Windows {
    private Windows() {}

    /**
     * The windowing.
     *
     * @throws SqlException for a size, advance or retention that can't be
     */
    static Windowing of(WindowExpression window, boolean emitFinal) {
        var windowing =
                switch (window) {
                    case WindowExpression.Tumbling w -> {
                        long size = positive(w.size(), "SIZE");
                        yield of(KeyWindow.Type.TUMBLING, size, size, w, emitFinal);
                    }
                    case WindowExpression.Hopping w -> {
                        long size = positive(w.size(), "SIZE");
                        long advance = positive(w.advance(), "ADVANCE BY");
                        if (advance > size) {
                            throw bad(
                                    "A hopping window can't advance by more than its size: %d ms > %d ms"
                                            .formatted(advance, size),
                                    w.advance());
                        }
                        yield of(KeyWindow.Type.HOPPING, size, advance, w, emitFinal);
                    }
                    case WindowExpression.Session w -> {
                        long gap = positive(w.gap(), "gap");
                        yield of(KeyWindow.Type.SESSION, gap, gap, w, emitFinal);
                    }
                };
        var retention = window.retention();
        long grace = windowing.grace() == null ? 0 : windowing.grace();
        if (retention != null && windowing.retention() != null) {
            if (windowing.retention() < windowing.size() + grace) {
                throw bad(
                        "The RETENTION of a window must be at least its size and GRACE PERIOD together: %d ms < %d ms"
                                .formatted(windowing.retention(), windowing.size() + grace),
                        retention);
            }
        }
        return windowing;
    }

    private static Windowing of(
            KeyWindow.Type type,
            long size,
            long advance,
            WindowExpression window,
            boolean emitFinal) {
        return new Windowing(
                type, size, advance, millis(window.retention()), millis(window.grace()), emitFinal);
    }

    private static @Nullable Long millis(@Nullable TimeSpan span) {
        return span == null ? null : span.toDuration().toMillis();
    }

    private static long positive(TimeSpan span, String what) {
        long millis = span.toDuration().toMillis();
        if (millis == 0) {
            throw bad("The %s of a window must be more than zero".formatted(what), span);
        }
        return millis;
    }

    private static SqlException bad(String message, TimeSpan span) {
        return new SqlException(ErrorCode.INVALID_WINDOW, message, span.span(), null);
    }
}
