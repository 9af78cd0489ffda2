// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;

/**
 * The type of a function's result as a text. Signatures know it for actual types of arguments only,
 * so they are asked with types that stand for the open ones and show in the answer.
 */
final class SignatureResults {
    private static final SqlType.Decimal ANY_DECIMAL = new SqlType.Decimal(38, 19);

    private SignatureResults() {}

    static String text(List<Parameter> parameters, ResultType result) {
        var arguments = parameters.stream().map(p -> standIn(p.type())).toList();
        return text(result.of(arguments));
    }

    /** The type of the rows of a table function. */
    static String rowText(List<Parameter> parameters, ResultType result) {
        var arguments = parameters.stream().map(p -> standIn(p.type())).toList();
        return text(((SqlType.Array) result.of(arguments)).element());
    }

    private static SqlType standIn(ParameterType type) {
        return switch (type) {
            case ParameterType.Exact(var exact) -> exact;
            case ParameterType.AnyDecimal() -> ANY_DECIMAL;
            case ParameterType.Variable(var name) -> named(name);
            case ParameterType.ArrayOf(var element) -> new SqlType.Array(standIn(element));
            case ParameterType.MapOf(var key, var value) ->
                    new SqlType.Map(standIn(key), standIn(value));
            case ParameterType.AnyStruct() -> named("STRUCT");
            case ParameterType.Any() -> named("ANY");
            case ParameterType.Lambda(_, var value) -> standIn(value);
            case ParameterType.TimeUnit() -> Primitive.STRING;
        };
    }

    /** No statement can make a struct whose only field has such a name. */
    private static SqlType named(String variable) {
        return new SqlType.Struct(List.of(new SqlType.Field("\0" + variable, Primitive.STRING)));
    }

    private static String text(SqlType type) {
        return switch (type) {
            case SqlType.Struct(var fields)
                    when fields.size() == 1 && fields.getFirst().name().startsWith("\0") ->
                    fields.getFirst().name().substring(1);
            // its fields are known only where types of arguments are
            case SqlType.Struct(var fields)
                    when fields.stream().anyMatch(f -> text(f.type()).equals("ANY")) ->
                    "S";
            case SqlType.Decimal _ -> "DECIMAL";
            case SqlType.Array(var element) -> "ARRAY<" + text(element) + ">";
            case SqlType.Map(var key, var value) -> "MAP<" + text(key) + ", " + text(value) + ">";
            case SqlType.Struct _, Primitive _ -> FunctionTexts.described(type);
        };
    }
}
