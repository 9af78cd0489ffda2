// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Invoker;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The overloads of a function of DOUBLEs for INTEGERs and for BIGINTs. They differ in their
 * parameters only: Java widens the values.
 */
final class WholeNumberOverloads {
    private WholeNumberOverloads() {}

    /**
     * The overload itself, that for INTEGER and that for BIGINT.
     *
     * @throws IllegalArgumentException when the function has no DOUBLE parameter
     */
    static List<ScalarSignature> of(ScalarSignature function) {
        if (function.parameters().stream().noneMatch(WholeNumberOverloads::isDouble)) {
            throw new IllegalArgumentException("it has no DOUBLE parameter that could be INTEGER");
        }
        return List.of(
                function,
                with(function, Primitive.INTEGER, int.class),
                with(function, Primitive.BIGINT, long.class));
    }

    private static ScalarSignature with(
            ScalarSignature function, Primitive type, Class<?> javaType) {
        return new ScalarSignature(
                function.name(),
                function.parameters().stream()
                        .map(
                                p ->
                                        isDouble(p)
                                                ? new Parameter(
                                                        p.name(),
                                                        new ParameterType.Exact(type),
                                                        p.description())
                                                : p)
                        .toList(),
                function.variadic(),
                function.result(),
                widening(function.invoker(), javaType),
                new ScalarSignature.Documentation(
                        function.documentation().description(),
                        function.documentation().category()));
    }

    private static Invoker widening(Invoker code, Class<?> javaType) {
        return switch (code) {
            case MethodInvoker method -> method.with(target -> widening(target, javaType));
            case MethodBinding binding -> binding.with(target -> widening(target, javaType));
            default -> throw new IllegalArgumentException("it is no method");
        };
    }

    private static MethodHandle widening(MethodHandle target, Class<?> from) {
        var type = target.type();
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameterType(i) == double.class) {
                type = type.changeParameterType(i, from);
            }
        }
        return target.asType(type);
    }

    private static boolean isDouble(Parameter parameter) {
        return parameter.type() instanceof ParameterType.Exact(var type)
                && type == Primitive.DOUBLE;
    }
}
