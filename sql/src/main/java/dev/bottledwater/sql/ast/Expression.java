// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** Anything that has a value. */
public sealed interface Expression extends Node
        permits Literal,
                Expression.ColumnRef,
                Expression.FieldAccess,
                Expression.Subscript,
                Expression.FunctionCall,
                Expression.Lambda,
                Expression.TimeUnit,
                Expression.Signed,
                Expression.Arithmetic,
                Expression.Comparison,
                Expression.Logical,
                Expression.Not,
                Expression.IsNull,
                Expression.Between,
                Expression.Like,
                Expression.InList,
                Expression.Cast,
                Expression.Case,
                Expression.ArrayConstructor,
                Expression.MapConstructor,
                Expression.StructConstructor {
    /**
     * A column, or a lambda's parameter: {@code name} or {@code source.name}.
     *
     * @param source the source it is qualified with; null where not written
     * @param name its name
     */
    record ColumnRef(@Nullable Identifier source, Identifier name, SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public ColumnRef {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code struct->field}. */
    record FieldAccess(Expression struct, Identifier field, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public FieldAccess {
            Objects.requireNonNull(struct, "struct");
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code base[index]}: an array's element or a map's value. */
    record Subscript(Expression base, Expression index, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public Subscript {
            Objects.requireNonNull(base, "base");
            Objects.requireNonNull(index, "index");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * A call of a function.
     *
     * @param name its name
     * @param arguments its arguments; empty for {@code f()} and for {@code COUNT(*)}
     * @param star whether {@code *} was the argument
     */
    record FunctionCall(Identifier name, List<Expression> arguments, boolean star, SourceSpan span)
            implements Expression {
        /** Copies the lists and checks the parts. */
        public FunctionCall {
            arguments = List.copyOf(arguments);
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
            if (star && !arguments.isEmpty()) {
                throw new IllegalArgumentException("f(*) takes no other arguments: " + name);
            }
        }
    }

    /** {@code (x, y) => body}, as an argument. */
    record Lambda(List<Identifier> parameters, Expression body, SourceSpan span)
            implements Expression {
        /** Copies the lists and checks the parts. */
        public Lambda {
            parameters = List.copyOf(parameters);
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(span, "span");
            if (parameters.isEmpty()) {
                throw new IllegalArgumentException("A lambda has at least one parameter");
            }
        }
    }

    /**
     * The bare name of a unit of time as an argument, as in {@code DATEADD(DAYS, 1, d)}. It may
     * also be a column of that name, which is for analysis to say.
     *
     * @param unit the unit
     * @param name the name as a column would have it
     */
    record TimeUnit(TimeUnitName unit, Identifier name, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public TimeUnit {
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code -x} or {@code +x}, where x isn't a number written out. */
    record Signed(Sign sign, Expression operand, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public Signed {
            Objects.requireNonNull(sign, "sign");
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code a + b} and the like. */
    record Arithmetic(
            ArithmeticOperator operator, Expression left, Expression right, SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public Arithmetic {
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code a = b} and the like. */
    record Comparison(
            ComparisonOperator operator, Expression left, Expression right, SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public Comparison {
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code a AND b}, {@code a OR b}. */
    record Logical(LogicalOperator operator, Expression left, Expression right, SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public Logical {
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code NOT a}. */
    record Not(Expression operand, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public Not {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code a IS [NOT] NULL}. */
    record IsNull(Expression operand, boolean negated, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public IsNull {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code a [NOT] BETWEEN low AND high}. */
    record Between(
            Expression operand, Expression low, Expression high, boolean negated, SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public Between {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(low, "low");
            Objects.requireNonNull(high, "high");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code a [NOT] LIKE pattern [ESCAPE 'c']}.
     *
     * @param escape the one character after ESCAPE; null where not written
     */
    record Like(
            Expression operand,
            Expression pattern,
            @Nullable String escape,
            boolean negated,
            SourceSpan span)
            implements Expression {
        /** Checks that the parts are there. */
        public Like {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(span, "span");
            if (escape != null && escape.codePointCount(0, escape.length()) != 1) {
                throw new IllegalArgumentException("ESCAPE takes one character: " + escape);
            }
        }
    }

    /** {@code a [NOT] IN (b, c)}. */
    record InList(Expression operand, List<Expression> values, boolean negated, SourceSpan span)
            implements Expression {
        /** Copies the lists and checks the parts. */
        public InList {
            values = List.copyOf(values);
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
            if (values.isEmpty()) {
                throw new IllegalArgumentException("IN needs at least one value");
            }
        }
    }

    /** {@code CAST(a AS type)}. */
    record Cast(Expression operand, TypeNode type, SourceSpan span) implements Expression {
        /** Checks that the parts are there. */
        public Cast {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code CASE WHEN … THEN … ELSE … END}, with an operand {@code CASE operand WHEN …}.
     *
     * @param operand what the branches are compared with; null for a searched CASE
     * @param branches at least one
     * @param otherwise the value after ELSE; null where not written
     */
    record Case(
            @Nullable Expression operand,
            List<WhenBranch> branches,
            @Nullable Expression otherwise,
            SourceSpan span)
            implements Expression {
        /** Copies the lists and checks the parts. */
        public Case {
            branches = List.copyOf(branches);
            Objects.requireNonNull(span, "span");
            if (branches.isEmpty()) {
                throw new IllegalArgumentException("CASE needs at least one WHEN");
            }
        }
    }

    /** {@code WHEN condition THEN result}. */
    record WhenBranch(Expression condition, Expression result) {
        /** Checks that the parts are there. */
        public WhenBranch {
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(result, "result");
        }
    }

    /** {@code ARRAY[a, b]}; may be empty. */
    record ArrayConstructor(List<Expression> elements, SourceSpan span) implements Expression {
        /** Copies the lists and checks the parts. */
        public ArrayConstructor {
            elements = List.copyOf(elements);
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code MAP(k := v)}; may be empty. */
    record MapConstructor(List<MapEntry> entries, SourceSpan span) implements Expression {
        /** Copies the lists and checks the parts. */
        public MapConstructor {
            entries = List.copyOf(entries);
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code key := value}. */
    record MapEntry(Expression key, Expression value) {
        /** Checks that the parts are there. */
        public MapEntry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** {@code STRUCT(f := v)}; may be empty. */
    record StructConstructor(List<StructField> fields, SourceSpan span) implements Expression {
        /** Copies the lists and checks the parts. */
        public StructConstructor {
            fields = List.copyOf(fields);
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code name := value}. */
    record StructField(Identifier name, Expression value) {
        /** Checks that the parts are there. */
        public StructField {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** A sign before an expression. */
    enum Sign {
        MINUS("-"),
        PLUS("+");

        private final String text;

        Sign(String text) {
            this.text = text;
        }

        /** How it is written. */
        public String text() {
            return text;
        }
    }

    /** Operators with a value of their operands' kind. */
    enum ArithmeticOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%"),
        CONCAT("||");

        private final String text;

        ArithmeticOperator(String text) {
            this.text = text;
        }

        /** How it is written. */
        public String text() {
            return text;
        }
    }

    /** Operators that compare. */
    enum ComparisonOperator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS_THAN("<"),
        LESS_THAN_OR_EQUAL("<="),
        GREATER_THAN(">"),
        GREATER_THAN_OR_EQUAL(">="),
        IS_DISTINCT_FROM("IS DISTINCT FROM"),
        IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM");

        private final String text;

        ComparisonOperator(String text) {
            this.text = text;
        }

        /** How it is written. */
        public String text() {
            return text;
        }
    }

    /** Operators over truth values. */
    enum LogicalOperator {
        AND("AND"),
        OR("OR");

        private final String text;

        LogicalOperator(String text) {
            this.text = text;
        }

        /** How it is written. */
        public String text() {
            return text;
        }
    }
}
