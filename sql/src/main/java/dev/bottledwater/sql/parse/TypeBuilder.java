// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.PrimitiveTypeName;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ArrayTypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.MapTypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SimpleTypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.StructTypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.StructTypeFieldContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TypeParameterContext;

import java.util.List;
import java.util.Optional;

/** Makes types of parse trees. */
final class TypeBuilder {
    private final Positions positions;
    private final Names names;
    private final Numbers numbers;

    TypeBuilder(Positions positions, Names names, Numbers numbers) {
        this.positions = positions;
        this.names = names;
        this.numbers = numbers;
    }

    TypeNode type(TypeContext context) {
        SourceSpan span = positions.of(context);
        return switch (context) {
            case ArrayTypeContext array -> new TypeNode.Array(type(array.type()), span);
            case MapTypeContext map -> new TypeNode.Map(type(map.type(0)), type(map.type(1)), span);
            case StructTypeContext struct ->
                    new TypeNode.Struct(
                            struct.structTypeField().stream().map(this::field).toList(), span);
            case SimpleTypeContext simple -> simple(simple, span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private TypeNode.Field field(StructTypeFieldContext context) {
        return new TypeNode.Field(names.identifier(context.identifier()), type(context.type()));
    }

    private TypeNode simple(SimpleTypeContext context, SourceSpan span) {
        Identifier name = names.identifier(context.identifier());
        List<TypeParameterContext> parameters = context.typeParameter();
        if (!name.quoted() && name.text().equals("DECIMAL")) {
            return decimal(parameters, span);
        }
        Optional<PrimitiveTypeName> primitive =
                name.quoted() ? Optional.empty() : PrimitiveTypeName.of(name.text());
        // VARCHAR(STRING) is how DESCRIBE prints a string's type, VARCHAR(255) how other databases
        // write it
        boolean takesParameter = primitive.filter(PrimitiveTypeName.STRING::equals).isPresent();
        if (!parameters.isEmpty() && !(takesParameter && parameters.size() == 1)) {
            throw invalid(
                    "Type " + name + " takes no parameters", positions.of(parameters.getFirst()));
        }
        return primitive
                .<TypeNode>map(type -> new TypeNode.Primitive(type, span))
                .orElseGet(() -> new TypeNode.Named(name, span));
    }

    private TypeNode decimal(List<TypeParameterContext> parameters, SourceSpan span) {
        if (parameters.size() != 2
                || parameters.stream().anyMatch(parameter -> parameter.INTEGER_VALUE() == null)) {
            throw invalid("DECIMAL takes a precision and a scale, as in DECIMAL(10, 2)", span);
        }
        return new TypeNode.Decimal(
                numbers.integer(parameters.get(0).INTEGER_VALUE().getSymbol()),
                numbers.integer(parameters.get(1).INTEGER_VALUE().getSymbol()),
                span);
    }

    private static SqlException invalid(String reason, SourceSpan span) {
        return new SqlException(
                ErrorCode.SYNTAX,
                "line %d:%d: Syntax Error\n%s".formatted(span.line(), span.column(), reason),
                span,
                null);
    }
}
