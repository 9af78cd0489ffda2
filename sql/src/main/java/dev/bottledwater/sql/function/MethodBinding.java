// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Invoker;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A method that works only once the types of its call are known: it takes {@link CallTypes}, is an
 * instance method, or takes or gives values in another form than rows have.
 */
final class MethodBinding implements Invoker {
    private static final MethodHandle CHANGE =
            own("change", Object.class, JavaValues.Change.class, Object.class);
    private static final MethodHandle CHANGE_ALL =
            own("changeAll", Object[].class, JavaValues.Change.class, Class.class, Object[].class);
    private static final MethodHandle RETHROW = own("rethrow", Object.class, Throwable.class);

    private final Method method;
    private final MethodHandle handle;
    private final boolean acceptsNulls;
    private final FunctionOrigin origin;
    private final @Nullable MethodHandle constructor;

    private MethodBinding(
            Method method,
            MethodHandle handle,
            boolean acceptsNulls,
            FunctionOrigin origin,
            @Nullable MethodHandle constructor) {
        this.method = method;
        this.handle = handle;
        this.acceptsNulls = acceptsNulls;
        this.origin = origin;
        this.constructor = constructor;
    }

    /**
     * The code of a method.
     *
     * @param handle calls it
     * @throws IllegalArgumentException for an instance method whose class nobody can instantiate
     */
    static Invoker of(
            Method method, MethodHandle handle, boolean acceptsNulls, FunctionOrigin origin) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        boolean differs = JavaValues.differ(method.getGenericReturnType());
        for (var type : method.getGenericParameterTypes()) {
            differs |= JavaValues.differ(type);
        }
        if (origin == FunctionOrigin.BUILT_IN && !differs && isStatic && !takesTypes(handle)) {
            return MethodInvoker.of(handle, acceptsNulls, method.isVarArgs());
        }
        return new MethodBinding(
                method, handle, acceptsNulls, origin, isStatic ? null : constructor(method));
    }

    /** The code of what {@code change} makes of the method. */
    MethodBinding with(UnaryOperator<MethodHandle> change) {
        return new MethodBinding(method, change.apply(handle), acceptsNulls, origin, constructor);
    }

    private static boolean takesTypes(MethodHandle handle) {
        return handle.type().parameterCount() > 0
                && handle.type().parameterType(0) == CallTypes.class;
    }

    private static MethodHandle constructor(Method method) {
        var owner = method.getDeclaringClass();
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(owner, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "it is not static, and %s has no public constructor without parameters"
                            .formatted(owner.getSimpleName()),
                    e);
        }
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        throw new IllegalStateException("this function must be bound to types before a call");
    }

    @Override
    public Invoker bind(CallTypes types) {
        var bound = handle.asFixedArity();
        if (constructor != null) {
            bound = MethodHandles.insertArguments(bound, 0, instance(constructor));
        }
        if (takesTypes(bound)) {
            bound = MethodHandles.insertArguments(bound, 0, types);
        }
        bound = withArguments(bound, types);
        bound = withResult(bound, types);
        if (origin == FunctionOrigin.USER) {
            var type = bound.type();
            bound =
                    MethodHandles.catchException(
                            bound,
                            Throwable.class,
                            RETHROW.asType(
                                    MethodType.methodType(type.returnType(), Throwable.class)));
        }
        return MethodInvoker.of(bound, acceptsNulls, method.isVarArgs());
    }

    private static Object instance(MethodHandle constructor) {
        try {
            return (Object) constructor.invokeExact();
        } catch (Throwable e) {
            throw new IllegalArgumentException(
                    "A function can't be used: its class can't be instantiated (%s)".formatted(e),
                    e);
        }
    }

    private MethodHandle withArguments(MethodHandle bound, CallTypes types) {
        var javaTypes = method.getGenericParameterTypes();
        int count = bound.type().parameterCount();
        int skip = javaTypes.length - count;
        var changed = bound;
        for (int i = 0; i < count && i < types.arguments().size(); i++) {
            var javaType = javaTypes[i + skip];
            var parameter = changed.type().parameterType(i);
            boolean collects = method.isVarArgs() && i == count - 1;
            var change =
                    JavaValues.differ(javaType)
                            ? JavaValues.toJava(
                                    collects ? element(javaType) : javaType,
                                    types.arguments().get(i))
                            : null;
            if (change == null) {
                continue;
            }
            var filter =
                    collects
                            ? MethodHandles.insertArguments(
                                    CHANGE_ALL, 0, change, parameter.getComponentType())
                            : CHANGE.bindTo(change);
            changed =
                    MethodHandles.filterArguments(
                            changed, i, filter.asType(filter.type().changeReturnType(parameter)));
        }
        return changed;
    }

    private static Type element(Type array) {
        return array instanceof GenericArrayType g
                ? g.getGenericComponentType()
                : ((Class<?>) array).getComponentType();
    }

    private MethodHandle withResult(MethodHandle bound, CallTypes types) {
        var javaType = method.getGenericReturnType();
        var change =
                origin == FunctionOrigin.USER || JavaValues.differ(javaType)
                        ? JavaValues.toSql(javaType, types.result())
                        : null;
        return change == null
                ? bound
                : MethodHandles.filterReturnValue(
                        bound.asType(bound.type().changeReturnType(Object.class)),
                        CHANGE.bindTo(change));
    }

    private static @Nullable Object change(JavaValues.Change change, @Nullable Object value) {
        return value == null ? null : change.of(value);
    }

    private static @Nullable Object[] changeAll(
            JavaValues.Change change, Class<?> component, @Nullable Object[] values) {
        var changed = (@Nullable Object[]) Array.newInstance(component, values.length);
        Arrays.setAll(changed, i -> change(change, values[i]));
        return changed;
    }

    /** An error of the machine ends the query, one of the function only its call. */
    private static Object rethrow(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case StackOverflowError e -> throw new UndeclaredThrowableException(e);
            case VirtualMachineError e -> throw e;
            default -> throw new UndeclaredThrowableException(thrown);
        }
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            MethodBinding.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
