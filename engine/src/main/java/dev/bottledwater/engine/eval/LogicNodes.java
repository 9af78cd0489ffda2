// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

/** Logic of three values, CASE, and what goes with them. */
final class LogicNodes {
    private LogicNodes() {}

    static Evaluator and(Evaluator[] operands) {
        return (row, errors) -> {
            boolean sawNull = false;
            for (var operand : operands) {
                @Nullable Object value = operand.evaluate(row, errors);
                if (value == null) {
                    sawNull = true;
                } else if (!(boolean) value) {
                    return Boolean.FALSE;
                }
            }
            return sawNull ? null : Boolean.TRUE;
        };
    }

    static Evaluator or(Evaluator[] operands) {
        return (row, errors) -> {
            boolean sawNull = false;
            for (var operand : operands) {
                @Nullable Object value = operand.evaluate(row, errors);
                if (value == null) {
                    sawNull = true;
                } else if ((boolean) value) {
                    return Boolean.TRUE;
                }
            }
            return sawNull ? null : Boolean.FALSE;
        };
    }

    static Evaluator not(Evaluator operand) {
        return (row, errors) -> {
            @Nullable Object value = operand.evaluate(row, errors);
            return value == null ? null : (Object) !(boolean) value;
        };
    }

    static Evaluator isNull(Evaluator operand, boolean negated) {
        return (row, errors) -> (operand.evaluate(row, errors) == null) != negated;
    }

    static Evaluator concat(Evaluator left, Evaluator right) {
        return (row, errors) ->
                String.valueOf(left.evaluate(row, errors)) + right.evaluate(row, errors);
    }

    static Evaluator searchedCase(
            Evaluator[] conditions, Evaluator[] results, Evaluator otherwise) {
        return (row, errors) -> {
            for (int i = 0; i < conditions.length; i++) {
                if (Boolean.TRUE.equals(conditions[i].evaluate(row, errors))) {
                    return results[i].evaluate(row, errors);
                }
            }
            return otherwise.evaluate(row, errors);
        };
    }

    static Evaluator like(
            Evaluator value,
            TypedExpression patternExpression,
            Evaluator pattern,
            @Nullable Character escape) {
        if (patternExpression instanceof TypedExpression.Literal(String constant, _)) {
            var known = LikePattern.of(constant, escape);
            return (row, errors) -> {
                @Nullable Object text = value.evaluate(row, errors);
                return text == null ? null : (Object) known.matches((String) text);
            };
        }
        int escapeChar = escape == null ? LikePattern.NO_ESCAPE : escape;
        return (row, errors) -> {
            @Nullable Object text = value.evaluate(row, errors);
            @Nullable Object p = pattern.evaluate(row, errors);
            return text == null || p == null
                    ? null
                    : (Object) LikePattern.matches((String) text, (String) p, escapeChar);
        };
    }
}
