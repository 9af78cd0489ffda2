// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Invoker;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Calls a static method through a method handle. Compilers of expressions may link {@link
 * #target()} directly instead.
 */
public final class MethodInvoker implements Invoker {
    private final MethodHandle target;
    private final MethodHandle spread;
    private final boolean acceptsNulls;
    private final int fixed;
    private final @Nullable Class<? extends Object[]> variadicArray;

    /**
     * @param target the method, a variadic one with its array as last parameter
     */
    private MethodInvoker(MethodHandle target, boolean acceptsNulls, boolean variadic) {
        this.target = target;
        this.acceptsNulls = acceptsNulls;
        var type = target.type();
        int count = type.parameterCount();
        this.fixed = variadic ? count - 1 : count;
        this.variadicArray =
                variadic ? type.parameterType(count - 1).asSubclass(Object[].class) : null;
        this.spread =
                target.asFixedArity()
                        .asSpreader(Object[].class, count)
                        .asType(
                                java.lang.invoke.MethodType.methodType(
                                        Object.class, Object[].class));
    }

    /** The code of a method whose arguments and result have the form that rows have. */
    static MethodInvoker of(MethodHandle method, boolean acceptsNulls, boolean variadic) {
        return new MethodInvoker(method, acceptsNulls, variadic);
    }

    /** A call of what {@code change} makes of the method; its null rule stays. */
    MethodInvoker with(UnaryOperator<MethodHandle> change) {
        return new MethodInvoker(change.apply(target), acceptsNulls, variadic());
    }

    /** The method itself. */
    public MethodHandle target() {
        return target;
    }

    /** Whether the method wants null arguments; else a null in any argument gives null. */
    public boolean acceptsNulls() {
        return acceptsNulls;
    }

    /** Whether the last parameter of {@link #target()} is an array that collects arguments. */
    public boolean variadic() {
        return variadicArray != null;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        if (!acceptsNulls) {
            for (var argument : arguments) {
                if (argument == null) {
                    return null;
                }
            }
        }
        @Nullable Object[] actual = arguments;
        if (variadicArray != null) {
            actual = Arrays.copyOf(arguments, fixed + 1);
            actual[fixed] = Arrays.copyOfRange(arguments, fixed, arguments.length, variadicArray);
        }
        try {
            return (Object) spread.invokeExact((Object[]) actual);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
