// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Values that are written into a column of another type: numbers widen, string literals are read as
 * dates, times and bytes, constructors are coerced element by element.
 */
public final class ValueCoercion {
    /** What is coerced more than a value that a query writes. */
    private enum Leniency {
        NONE,
        /** Fields of structs that the column's type doesn't have are left out. */
        UNKNOWN_FIELDS,
        /** String literals are also read as numbers and booleans. */
        STRING_LITERALS
    }

    private ValueCoercion() {}

    /** The value as one of {@code type}; empty when it can't be without a CAST. */
    public static Optional<TypedExpression> coerce(TypedExpression value, SqlType type) {
        return coerce(value, type, Leniency.NONE);
    }

    /**
     * A value of INSERT VALUES as one of {@code type}; empty when it can't be without a CAST.
     * Fields of structs that the type doesn't have are left out, as KSQL does.
     */
    public static Optional<TypedExpression> inserted(TypedExpression value, SqlType type) {
        return coerce(value, type, Leniency.UNKNOWN_FIELDS);
    }

    /** An array, map or struct that is built of literals, read as another type of its shape. */
    static Optional<TypedExpression> constructor(TypedExpression value, SqlType type) {
        return switch (value) {
            case TypedExpression.MakeArray _,
                    TypedExpression.MakeMap _,
                    TypedExpression.MakeStruct _ ->
                    coerce(value, type, Leniency.STRING_LITERALS);
            default -> Optional.empty();
        };
    }

    private static Optional<TypedExpression> coerce(
            TypedExpression value, SqlType type, Leniency leniency) {
        if (value.type().equals(type)) {
            return Optional.of(value);
        }
        return switch (value) {
            case TypedExpression.Literal(var constant, _) when constant == null ->
                    Optional.of(new TypedExpression.Literal(null, type));
            case TypedExpression.Literal(String text, _)
                    when leniency == Leniency.STRING_LITERALS || isText(type) ->
                    Literals.read(text, type);
            case TypedExpression.Literal literal
                    when literal.type().isNumeric() && type.isNumeric() ->
                    Optional.of(Literals.cast(literal, type))
                            .filter(
                                    c ->
                                            c instanceof TypedExpression.Literal
                                                    || Numbers.widens(literal.type(), type));
            case TypedExpression.MakeArray(var elements, _)
                    when type instanceof SqlType.Array(var element) ->
                    all(elements, element, leniency)
                            .map(e -> new TypedExpression.MakeArray(e, type));
            case TypedExpression.MakeMap(var keys, var values, _)
                    when type instanceof SqlType.Map(var k, var v) ->
                    all(keys, k, leniency)
                            .flatMap(
                                    ks ->
                                            all(values, v, leniency)
                                                    .map(
                                                            vs ->
                                                                    new TypedExpression.MakeMap(
                                                                            ks, vs, type)));
            case TypedExpression.MakeStruct(var values, SqlType.Struct from)
                    when type instanceof SqlType.Struct to ->
                    fields(values, from, to, leniency);
            default ->
                    Numbers.widens(value.type(), type)
                            ? Optional.of(Literals.cast(value, type))
                            : Optional.empty();
        };
    }

    /** A string literal that can't be read as the type that its place in a constructor has. */
    record Unreadable(String text, SqlType type) {}

    /** The first such literal in an array, map or struct that should become one of {@code type}. */
    static Optional<Unreadable> unreadable(TypedExpression value, SqlType type) {
        return switch (value) {
            case TypedExpression.Literal(String text, _)
                    when type instanceof Primitive || type instanceof SqlType.Decimal ->
                    Literals.read(text, type).isPresent()
                            ? Optional.empty()
                            : Optional.of(new Unreadable(text, type));
            case TypedExpression.MakeArray(var elements, _)
                    when type instanceof SqlType.Array(var element) ->
                    firstUnreadable(elements, element);
            case TypedExpression.MakeMap(var keys, var values, _)
                    when type instanceof SqlType.Map(var k, var v) ->
                    firstUnreadable(keys, k).or(() -> firstUnreadable(values, v));
            case TypedExpression.MakeStruct(var values, SqlType.Struct from)
                    when type instanceof SqlType.Struct to ->
                    IntStream.range(0, values.size())
                            .filter(i -> to.indexOf(from.fields().get(i).name()) >= 0)
                            .mapToObj(
                                    i ->
                                            unreadable(
                                                    values.get(i),
                                                    to.fields()
                                                            .get(
                                                                    to.indexOf(
                                                                            from.fields()
                                                                                    .get(i)
                                                                                    .name()))
                                                            .type()))
                            .flatMap(Optional::stream)
                            .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<Unreadable> firstUnreadable(
            List<TypedExpression> values, SqlType type) {
        return values.stream().map(v -> unreadable(v, type)).flatMap(Optional::stream).findFirst();
    }

    private static boolean isText(SqlType type) {
        return type == Primitive.DATE
                || type == Primitive.TIME
                || type == Primitive.TIMESTAMP
                || type == Primitive.BYTES;
    }

    private static Optional<List<TypedExpression>> all(
            List<TypedExpression> values, SqlType type, Leniency leniency) {
        var coerced = new ArrayList<TypedExpression>();
        for (var value : values) {
            var c = coerce(value, type, leniency);
            if (c.isEmpty()) {
                return Optional.empty();
            }
            coerced.add(c.get());
        }
        return Optional.of(coerced);
    }

    /** Fields by name; those that aren't given are null. */
    private static Optional<TypedExpression> fields(
            List<TypedExpression> values,
            SqlType.Struct from,
            SqlType.Struct to,
            Leniency leniency) {
        if (leniency != Leniency.UNKNOWN_FIELDS
                && from.fields().stream().anyMatch(f -> to.indexOf(f.name()) < 0)) {
            return Optional.empty();
        }
        var coerced = new ArrayList<TypedExpression>();
        for (var field : to.fields()) {
            int i = from.indexOf(field.name());
            var value =
                    i < 0
                            ? Optional.<TypedExpression>of(
                                    new TypedExpression.Literal(null, field.type()))
                            : coerce(values.get(i), field.type(), leniency);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            coerced.add(value.get());
        }
        return Optional.of(new TypedExpression.MakeStruct(coerced, to));
    }
}
