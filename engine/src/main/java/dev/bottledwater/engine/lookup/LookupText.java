// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.lookup;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a statement that ends with a comparison with a string or a whole number, taken apart
 * before it's parsed.
 *
 * @param template what stands before the constant, and the kind of the constant: texts with equal
 *     templates differ in the constant alone
 * @param constant as it stands in the text, without quotation marks
 */
record LookupText(Template template, String constant) {
    private static final int LONGEST = 2000;

    /** Numbers of so many digits are INTEGER, whatever the digits are. */
    private static final int INTEGER_DIGITS = 9;

    /** Numbers with more digits than any INTEGER and fewer than the largest BIGINT. */
    private static final int BIGINT_LEAST_DIGITS = 11;

    private static final int BIGINT_MOST_DIGITS = 18;

    /** What could make a quotation mark, a digit or the end something else than it seems. */
    private static final Pattern UNCLEAR = Pattern.compile("--|/\\*|\\$\\{|[`\"]");

    enum Kind {
        STRING,
        INTEGER,
        BIGINT
    }

    record Template(String text, Kind kind) {}

    /** Empty when a statement isn't clearly such a one. */
    static Optional<LookupText> of(String sql) {
        if (sql.length() > LONGEST) {
            return Optional.empty();
        }
        int end = back(sql, sql.length());
        if (end == 0 || sql.charAt(end - 1) != ';') {
            return Optional.empty();
        }
        end = back(sql, end - 1);
        if (end == 0) {
            return Optional.empty();
        }
        boolean quoted = sql.charAt(end - 1) == '\'';
        int first = sql.indexOf('\'');
        int start;
        if (quoted) {
            start = first + 1;
            end--;
            if (start > end || sql.indexOf('\'', start) != end) {
                return Optional.empty();
            }
        } else {
            start = end;
            while (start > 0 && isDigit(sql.charAt(start - 1))) {
                start--;
            }
            if (first >= 0) {
                return Optional.empty();
            }
        }
        int before = back(sql, quoted ? start - 1 : start);
        if (before == 0 || sql.charAt(before - 1) != '=' || UNCLEAR.matcher(sql).find()) {
            return Optional.empty();
        }
        var constant = sql.substring(start, end);
        var rest = sql.substring(0, start);
        return kind(quoted, constant)
                .map(kind -> new LookupText(new Template(rest, kind), constant));
    }

    private static Optional<Kind> kind(boolean quoted, String constant) {
        int digits = constant.length();
        if (quoted) {
            return Optional.of(Kind.STRING);
        }
        if (digits > 0 && digits <= INTEGER_DIGITS) {
            return Optional.of(Kind.INTEGER);
        }
        return digits >= BIGINT_LEAST_DIGITS && digits <= BIGINT_MOST_DIGITS
                ? Optional.of(Kind.BIGINT)
                : Optional.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The end of what isn't space before an index. */
    private static int back(String sql, int end) {
        int i = end;
        while (i > 0 && sql.charAt(i - 1) <= ' ') {
            i--;
        }
        return i;
    }

    /**
     * The constant as the plan of such a statement has it.
     *
     * @param type the type of the constant in that plan
     * @return empty when the text's constant doesn't become one of that type just so
     */
    Optional<TypedExpression.Literal> literal(SqlType type) {
        if (!(type instanceof SqlType.Primitive primitive)) {
            return Optional.empty();
        }
        return switch (template.kind()) {
            case STRING ->
                    primitive == SqlType.Primitive.STRING
                            ? Optional.of(new TypedExpression.Literal(constant, type))
                            : Optional.empty();
            case INTEGER, BIGINT ->
                    switch (primitive) {
                        case INTEGER ->
                                template.kind() == Kind.INTEGER
                                        ? Optional.of(
                                                new TypedExpression.Literal(
                                                        Integer.valueOf(constant), type))
                                        : Optional.empty();
                        case BIGINT ->
                                Optional.of(
                                        new TypedExpression.Literal(Long.valueOf(constant), type));
                        default -> Optional.empty();
                    };
        };
    }
}
