// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Types of what builds arrays, maps and structs, and of what takes them apart. */
final class CollectionTyper {
    private final ExpressionTyper typer;
    private final Clause clause;

    CollectionTyper(ExpressionTyper typer, Clause clause) {
        this.typer = typer;
        this.clause = clause;
    }

    /** {@code struct->field}. */
    TypedExpression field(Expression struct, Identifier field) {
        var operand = typer.type(struct);
        if (!(operand.type() instanceof SqlType.Struct type)) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot read field '%s' of %s: it is %s, not a STRUCT"
                            .formatted(field.text(), ExpressionText.of(struct), operand.type()),
                    field.span(),
                    null);
        }
        int index = type.indexOf(field.text());
        if (index < 0) {
            var names = type.fields().stream().map(SqlType.Field::name).toList();
            var hint = Suggestions.didYouMean(field.text(), names);
            throw new SqlException(
                    ErrorCode.UNKNOWN_COLUMN,
                    "No such struct field: '%s' of %s. Fields are: %s"
                            .formatted(
                                    field.text(),
                                    ExpressionText.of(struct),
                                    String.join(", ", names)),
                    field.span(),
                    hint.isEmpty() ? null : hint);
        }
        return new TypedExpression.Field(
                operand, index, field.text(), type.fields().get(index).type());
    }

    /** {@code array[i]} or {@code map[key]}. */
    TypedExpression subscript(Expression base, Expression index) {
        var collection = typer.type(base);
        var key = typer.type(index);
        return switch (collection.type()) {
            case SqlType.Array(var element) -> {
                if (key.type() != Primitive.INTEGER && key.type() != Primitive.BIGINT) {
                    throw badSubscript(base, index, key, "an INTEGER");
                }
                yield new TypedExpression.Subscript(
                        collection, Literals.cast(key, Primitive.INTEGER), element);
            }
            case SqlType.Map(var keyType, var value) -> {
                if (!key.type().equals(keyType)) {
                    throw badSubscript(base, index, key, "of the map's key type " + keyType);
                }
                yield new TypedExpression.Subscript(collection, key, value);
            }
            case Primitive _, SqlType.Decimal _, SqlType.Struct _ ->
                    throw new SqlException(
                            ErrorCode.TYPE_MISMATCH,
                            "%s is %s: only an ARRAY or a MAP has elements"
                                    .formatted(ExpressionText.of(base), collection.type()),
                            base.span(),
                            collection.type() instanceof SqlType.Struct
                                    ? "Read a field of a STRUCT with ->."
                                    : null);
        };
    }

    private static SqlException badSubscript(
            Expression base, Expression index, TypedExpression key, String wanted) {
        return new SqlException(
                ErrorCode.TYPE_MISMATCH,
                "The subscript of %s must be %s, but %s is %s"
                        .formatted(
                                ExpressionText.of(base),
                                wanted,
                                ExpressionText.of(index),
                                key.type()),
                index.span(),
                null);
    }

    /** {@code value IN (…)}. */
    TypedExpression in(Expression.InList node) {
        var values = new ArrayList<Typing>();
        values.add(typer.typing(node.operand()));
        node.values().forEach(v -> values.add(typer.typing(v)));
        var type =
                CommonTypes.of(values, clause)
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.TYPE_MISMATCH,
                                                clause.invalid()
                                                        + "IN over nothing but NULL has no type",
                                                node.span(),
                                                null));
        var coerced = values.stream().map(v -> CommonTypes.coerce(v, type, clause)).toList();
        var in = new TypedExpression.In(coerced.getFirst(), coerced.subList(1, coerced.size()));
        return node.negated() ? new TypedExpression.Not(in) : in;
    }

    /** {@code ARRAY[…]}. */
    TypedExpression array(Expression.ArrayConstructor node) {
        if (node.elements().isEmpty()) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Array constructor cannot be empty. Please supply at least one element (see"
                            + " https://github.com/confluentinc/ksql/issues/4239).",
                    node.span(),
                    null);
        }
        var elements = node.elements().stream().map(typer::typing).toList();
        var type =
                CommonTypes.of(elements, clause)
                        .orElseThrow(
                                () ->
                                        allNull(
                                                "Cannot construct an array with all NULL elements",
                                                node));
        return new TypedExpression.MakeArray(coerced(elements, type), new SqlType.Array(type));
    }

    /** {@code MAP(…)}. */
    TypedExpression map(Expression.MapConstructor node) {
        if (node.entries().isEmpty()) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Map constructor cannot be empty. Please supply at least one key value pair"
                            + " (see https://github.com/confluentinc/ksql/issues/4239).",
                    node.span(),
                    null);
        }
        var keys = node.entries().stream().map(e -> typer.typing(e.key())).toList();
        var values = node.entries().stream().map(e -> typer.typing(e.value())).toList();
        var keyType =
                CommonTypes.of(keys, clause)
                        .orElseThrow(
                                () -> allNull("Cannot construct a map with all NULL keys", node));
        var valueType =
                CommonTypes.of(values, clause)
                        .orElseThrow(
                                () -> allNull("Cannot construct a map with all NULL values", node));
        return new TypedExpression.MakeMap(
                coerced(keys, keyType),
                coerced(values, valueType),
                new SqlType.Map(keyType, valueType));
    }

    private List<TypedExpression> coerced(List<Typing> values, SqlType type) {
        return values.stream().map(v -> CommonTypes.coerce(v, type, clause)).toList();
    }

    private static SqlException allNull(String message, Expression node) {
        return new SqlException(
                ErrorCode.TYPE_MISMATCH,
                message,
                node.span(),
                "CAST one of them, e.g. CAST(null AS VARCHAR).");
    }

    /** {@code STRUCT(…)}. */
    TypedExpression struct(Expression.StructConstructor node) {
        var fields = new ArrayList<SqlType.Field>();
        var values = new ArrayList<TypedExpression>();
        var names = new HashSet<String>();
        for (var field : node.fields()) {
            if (!names.add(field.name().text())) {
                throw new SqlException(
                        ErrorCode.DUPLICATE_NAME,
                        "Duplicate field names found in STRUCT: '%s'"
                                .formatted(field.name().text()),
                        field.name().span(),
                        null);
            }
            var value = typer.type(field.value());
            values.add(value);
            fields.add(new SqlType.Field(field.name().text(), value.type()));
        }
        return new TypedExpression.MakeStruct(values, new SqlType.Struct(fields));
    }
}
