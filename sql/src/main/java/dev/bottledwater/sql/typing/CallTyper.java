// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.Argument;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionResolver;
import dev.bottledwater.sql.function.FunctionResolver.Resolution;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ResolvedCall;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.Casts;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Chooses the functions of calls and types their arguments, lambdas included. */
public final class CallTyper {
    /** Marks a column's value as no key; it is the value itself. */
    public static final String AS_VALUE = "AS_VALUE";

    private final ExpressionTyper typer;
    private final Scope scope;
    private final Clause clause;
    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final AggregateHandler aggregates;
    private final TableFunctionHandler tables;

    CallTyper(
            ExpressionTyper typer,
            Scope scope,
            Clause clause,
            Catalog catalog,
            FunctionRegistry functions,
            AggregateHandler aggregates,
            TableFunctionHandler tables) {
        this.typer = typer;
        this.scope = scope;
        this.clause = clause;
        this.catalog = catalog;
        this.functions = functions;
        this.aggregates = aggregates;
        this.tables = tables;
    }

    TypedExpression type(Expression.FunctionCall call) {
        return type(call, false);
    }

    /** A call whose DECIMAL arguments keep their scales, even if the function takes several. */
    TypedExpression keepingScales(Expression.FunctionCall call) {
        return type(call, true);
    }

    private TypedExpression type(Expression.FunctionCall call, boolean ownScales) {
        var name = call.name().text().toUpperCase(Locale.ROOT);
        if (!functions.aggregate(name).isEmpty()) {
            return aggregates.type(call);
        }
        if (!functions.table(name).isEmpty()) {
            return tables.type(call);
        }
        if (name.equals(AS_VALUE) && call.arguments().size() == 1) {
            return typer.type(call.arguments().getFirst());
        }
        var overloads = functions.scalar(name);
        if (overloads.isEmpty()) {
            throw unknown(call, functions);
        }
        return resolved(
                call,
                overloads,
                overloads.stream().map(FunctionTexts::describe).toList(),
                ownScales);
    }

    /**
     * The call of the overload that fits.
     *
     * @param alternatives the overloads as messages show them
     */
    TypedExpression.Call resolved(
            Expression.FunctionCall call,
            List<ScalarSignature> overloads,
            List<String> alternatives,
            boolean ownScales) {
        if (call.star()) {
            throw noMatch(call, lowerName(call), alternatives, List.of());
        }
        var typings =
                call.arguments().stream()
                        .map(a -> isLambdaOrUnit(a, overloads) ? null : typer.typing(a))
                        .toList();
        var arguments = new ArrayList<Argument>();
        for (int i = 0; i < typings.size(); i++) {
            arguments.add(argument(call.arguments().get(i), typings.get(i)));
        }
        return switch (FunctionResolver.scalar(overloads, arguments)) {
            case Resolution.Found<ScalarSignature>(var found) ->
                    call(call, found, typings, ownScales);
            case Resolution.NoMatch<ScalarSignature>() ->
                    throw noMatch(call, lowerName(call), alternatives, arguments);
            case Resolution.Ambiguous<ScalarSignature>() ->
                    throw ambiguous(call, lowerName(call), alternatives, arguments);
        };
    }

    private static String lowerName(Expression.FunctionCall call) {
        return call.name().text().toLowerCase(Locale.ROOT);
    }

    private boolean isLambdaOrUnit(Expression argument, List<ScalarSignature> overloads) {
        return argument instanceof Expression.Lambda
                || (argument instanceof Expression.TimeUnit
                        && overloads.stream()
                                .flatMap(o -> o.parameters().stream())
                                .anyMatch(p -> p.type() instanceof ParameterType.TimeUnit));
    }

    /** What an argument hands to the choice of an overload. */
    public static Argument argument(Expression written, @Nullable Typing typing) {
        if (written instanceof Expression.Lambda(var parameters, _, _)) {
            return new Argument.Lambda(parameters.size());
        }
        if (typing == null) {
            return new Argument.TimeUnit();
        }
        var text = typing.stringLiteral();
        var typed = typing.typed();
        return typed == null
                ? new Argument.Null()
                : text != null ? new Argument.Text(text) : new Argument.Value(typed.type());
    }

    private TypedExpression.Call call(
            Expression.FunctionCall call,
            ResolvedCall<ScalarSignature> found,
            List<@Nullable Typing> typings,
            boolean ownScales) {
        var arguments = new ArrayList<TypedExpression>();
        for (int i = 0; i < typings.size(); i++) {
            var typing = typings.get(i);
            arguments.add(
                    switch (call.arguments().get(i)) {
                        case Expression.Lambda lambda -> lambda(lambda, found, i);
                        case Expression.TimeUnit(var unit, _, _) when typing == null ->
                                new TypedExpression.Literal(unit.name(), Primitive.STRING);
                        case Expression argument -> value(argument, typing, found, i, ownScales);
                    });
        }
        var types = arguments.stream().map(TypedExpression::type).toList();
        return new TypedExpression.Call(
                found.function(), arguments, found.function().result().of(types));
    }

    /** An argument as a value of the type that the parameter has. */
    public static TypedExpression value(
            Expression written, @Nullable Typing typing, ResolvedCall<?> found, int index) {
        return value(written, typing, found, index, false);
    }

    private static TypedExpression value(
            Expression written,
            @Nullable Typing typing,
            ResolvedCall<?> found,
            int index,
            boolean ownScale) {
        var typed = typing == null ? null : typing.typed();
        var actual = typed == null ? null : typed.type();
        var type =
                ownScale ? found.ownArgumentType(index, actual) : found.argumentType(index, actual);
        if (typed == null) {
            return new TypedExpression.Literal(null, type);
        }
        var text = typing == null ? null : typing.stringLiteral();
        if (text != null && type != Primitive.STRING) {
            return Literals.read(text, type)
                    .orElseThrow(() -> new IllegalStateException(written + " is no " + type));
        }
        return Literals.cast(typed, type);
    }

    private TypedExpression lambda(
            Expression.Lambda lambda, ResolvedCall<ScalarSignature> found, int index) {
        var inputs = found.lambdaInputs(index);
        var names = new ArrayList<String>();
        for (var parameter : lambda.parameters()) {
            if (scope.resolve(null, parameter, clause).isPresent()) {
                throw new SqlException(
                        ErrorCode.DUPLICATE_NAME,
                        "Lambda function argument can't be a column name: " + parameter.text(),
                        parameter.span(),
                        "Give the parameter another name.");
            }
            names.add(parameter.text());
        }
        var inner =
                new ExpressionTyper(
                        new LambdaScope(scope, names, inputs),
                        clause,
                        catalog,
                        functions,
                        aggregates,
                        TableFunctionHandler.refused("a lambda"));
        var body = inner.type(lambda.body());
        var type = found.bindLambda(index, body.type());
        if (!Casts.exist(body.type(), type)
                || !(body.type().equals(type) || body.type().isNumeric())) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "The lambda %s gives %s where %s is needed"
                            .formatted(ExpressionText.of(lambda), body.type(), type),
                    lambda.span(),
                    null);
        }
        return new TypedExpression.Lambda(names, Literals.cast(body, type));
    }

    /** Nobody knows a function of this name. */
    static SqlException unknown(Expression.FunctionCall call, FunctionRegistry functions) {
        var name = call.name().text();
        var hint = Suggestions.didYouMean(name, functions.names());
        return new SqlException(
                ErrorCode.UNKNOWN_FUNCTION,
                "Can't find any functions with the name '%s'".formatted(name),
                call.name().span(),
                hint.isEmpty() ? "SHOW FUNCTIONS lists those that there are." : hint);
    }

    /** No overload takes these arguments. */
    public static SqlException noMatch(
            Expression.FunctionCall call,
            String name,
            List<String> alternatives,
            List<Argument> arguments) {
        return new SqlException(
                ErrorCode.FUNCTION_ARGUMENTS,
                "Function '%s' does not accept parameters %s.\nValid alternatives are:\n%s\nFor detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;"
                        .formatted(name, text(arguments), String.join("\n", alternatives)),
                call.span(),
                null);
    }

    /** Several overloads take these arguments. */
    public static SqlException ambiguous(
            Expression.FunctionCall call,
            String name,
            List<String> alternatives,
            List<Argument> arguments) {
        return new SqlException(
                ErrorCode.FUNCTION_ARGUMENTS,
                "Function '%s' cannot be resolved due to ambiguous method parameters %s.\nValid alternatives are:\n%s\nFor detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;"
                        .formatted(name, text(arguments), String.join("\n", alternatives)),
                call.span(),
                "CAST the arguments to the types of one alternative.");
    }

    private static String text(List<Argument> arguments) {
        return arguments.stream()
                .map(
                        a ->
                                switch (a) {
                                    case Argument.Value(SqlType type) -> type.toString();
                                    case Argument.Text _ -> "STRING";
                                    case Argument.Null() -> "null";
                                    case Argument.Lambda _ -> "LAMBDA";
                                    case Argument.TimeUnit() -> "INTERVALUNIT";
                                })
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
