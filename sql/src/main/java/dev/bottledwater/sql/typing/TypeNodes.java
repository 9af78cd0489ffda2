// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.PrimitiveTypeName;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Types as they are written to types. */
public final class TypeNodes {
    /** Names of types beside those of the primitive ones. */
    private static final List<String> OTHER_NAMES =
            List.of("VARCHAR", "INT", "DECIMAL", "ARRAY", "MAP", "STRUCT");

    private TypeNodes() {}

    /**
     * The type; custom types are replaced by what they stand for.
     *
     * @throws SqlException for an unknown name, DECIMAL parameters that can't be, or two fields of
     *     one name
     */
    public static SqlType resolve(TypeNode node, Catalog catalog) {
        return switch (node) {
            case TypeNode.Primitive(var name, _) -> Primitive.valueOf(name.name());
            case TypeNode.Decimal(int precision, int scale, var span) -> {
                if (precision < 1 || scale < 0 || scale > precision) {
                    throw new SqlException(
                            ErrorCode.INVALID_VALUE,
                            precision < 1
                                    ? "DECIMAL precision must be >= 1: DECIMAL(%d,%d)"
                                            .formatted(precision, scale)
                                    : "DECIMAL precision must be >= scale: DECIMAL(%d,%d)"
                                            .formatted(precision, scale),
                            span,
                            "Write DECIMAL(p, s) with p digits in all, s of them behind the"
                                    + " point.");
                }
                yield new SqlType.Decimal(precision, scale);
            }
            case TypeNode.Array(var element, _) -> new SqlType.Array(resolve(element, catalog));
            case TypeNode.Map(var key, var value, _) ->
                    new SqlType.Map(resolve(key, catalog), resolve(value, catalog));
            case TypeNode.Struct(var nodes, var span) -> {
                var fields = new ArrayList<SqlType.Field>();
                var names = new HashSet<String>();
                for (var field : nodes) {
                    if (!names.add(field.name().text())) {
                        throw new SqlException(
                                ErrorCode.DUPLICATE_NAME,
                                "Duplicate field names found in STRUCT: '%s'"
                                        .formatted(field.name().text()),
                                field.name().span().isNone() ? span : field.name().span(),
                                null);
                    }
                    fields.add(
                            new SqlType.Field(field.name().text(), resolve(field.type(), catalog)));
                }
                yield new SqlType.Struct(fields);
            }
            case TypeNode.Named(var name, var span) ->
                    catalog.type(name.text()).orElseThrow(() -> unknown(name, span, catalog));
        };
    }

    private static SqlException unknown(Identifier name, SourceSpan span, Catalog catalog) {
        var known = new ArrayList<>(catalog.types().keySet());
        for (var type : PrimitiveTypeName.values()) {
            known.add(type.name());
        }
        known.addAll(OTHER_NAMES);
        var hint = Suggestions.didYouMean(name.text(), known);
        return new SqlException(
                ErrorCode.UNKNOWN_TYPE,
                "Cannot resolve unknown type: " + name.text(),
                span,
                hint.isEmpty() ? null : hint);
    }
}
