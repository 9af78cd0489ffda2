// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.Casts;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one type of the values of a list: of ARRAY and MAP constructors and of IN (language
 * reference, section 2.1). The first value that isn't NULL says whether they are numbers, strings
 * and so on; literals of other kinds are read as that.
 */
final class CommonTypes {
    private CommonTypes() {}

    /** The type; empty when all are NULL. */
    static Optional<SqlType> of(List<Typing> values, Clause clause) {
        @Nullable SqlType common = null;
        for (var value : values) {
            var typed = value.typed();
            if (typed != null) {
                common = common == null ? typed.type() : join(common, value, typed, clause);
            }
        }
        return Optional.ofNullable(common);
    }

    private static SqlType join(
            SqlType common, Typing value, TypedExpression typed, Clause clause) {
        var type = typed.type();
        var text = value.stringLiteral();
        if (type.equals(common)) {
            return common;
        }
        if (common.isNumeric() && text != null) {
            type =
                    Literals.numberType(text)
                            .orElseThrow(() -> badLiteral(common, text, value, clause));
        }
        if (common.isNumeric() && type.isNumeric()) {
            return Numbers.common(common, type);
        }
        if (text != null && common != Primitive.STRING) {
            if (Literals.read(text, common).isEmpty()) {
                throw badLiteral(common, text, value, clause);
            }
            return common;
        }
        if (common == Primitive.STRING && typed instanceof TypedExpression.Literal) {
            return common;
        }
        if (ValueCoercion.constructor(typed, common).isPresent()) {
            return common;
        }
        var unreadable = ValueCoercion.unreadable(typed, common);
        if (unreadable.isPresent()) {
            var bad = unreadable.get();
            throw badLiteral(bad.type(), bad.text(), value, clause);
        }
        return shape(common, type)
                .orElseThrow(
                        () ->
                                new SqlException(
                                        ErrorCode.TYPE_MISMATCH,
                                        "%soperator does not exist: %s = %s (%s)\nHint: You might need to add explicit type casts."
                                                .formatted(
                                                        clause.invalid(),
                                                        common,
                                                        typed.type(),
                                                        value.text()),
                                        value.written().span(),
                                        "CAST it to %s.".formatted(common)));
    }

    /** The common type of two arrays, maps or structs. */
    private static Optional<SqlType> shape(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(Numbers.common(a, b));
        }
        return switch (a) {
            case SqlType.Array(var x) ->
                    b instanceof SqlType.Array(var y)
                            ? shape(x, y).map(SqlType.Array::new)
                            : Optional.empty();
            case SqlType.Map(var k, var v) ->
                    b instanceof SqlType.Map(var l, var w)
                            ? shape(k, l)
                                    .flatMap(
                                            key ->
                                                    shape(v, w)
                                                            .map(
                                                                    value ->
                                                                            new SqlType.Map(
                                                                                    key, value)))
                            : Optional.empty();
            case SqlType.Struct x when b instanceof SqlType.Struct y -> fields(x, y);
            case SqlType.Struct _, Primitive _, SqlType.Decimal _ -> Optional.empty();
        };
    }

    /** All fields of both; the shared ones must have a common type. */
    private static Optional<SqlType> fields(SqlType.Struct a, SqlType.Struct b) {
        var fields = new ArrayList<SqlType.Field>();
        for (var field : a.fields()) {
            int i = b.indexOf(field.name());
            var type =
                    i < 0
                            ? Optional.of(field.type())
                            : shape(field.type(), b.fields().get(i).type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new SqlType.Field(field.name(), type.get()));
        }
        b.fields().stream().filter(f -> a.indexOf(f.name()) < 0).forEach(fields::add);
        return Optional.of(new SqlType.Struct(fields));
    }

    /** A value of a list as the list's type. */
    static TypedExpression coerce(Typing value, SqlType type, Clause clause) {
        var typed = value.typed();
        if (typed == null) {
            return new TypedExpression.Literal(null, type);
        }
        var text = value.stringLiteral();
        if (text != null && type != Primitive.STRING) {
            return Literals.read(text, type)
                    .orElseThrow(() -> badLiteral(type, text, value, clause));
        }
        var constructed = ValueCoercion.constructor(typed, type);
        if (constructed.isPresent()) {
            return constructed.get();
        }
        if (!Casts.exist(typed.type(), type)) {
            throw new IllegalStateException(
                    "no cast from %s to the common type %s".formatted(typed.type(), type));
        }
        return Literals.cast(typed, type);
    }

    private static SqlException badLiteral(SqlType type, String text, Typing value, Clause clause) {
        return new SqlException(
                ErrorCode.INVALID_VALUE,
                "%sinvalid input syntax for type %s: \"%s\"."
                        .formatted(clause.invalid(), type, text),
                value.written().span(),
                null);
    }
}
