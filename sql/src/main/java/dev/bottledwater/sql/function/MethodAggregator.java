// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calls the methods of an {@link dev.bottledwater.udf.AggregateFunction} class. Each is adapted
 * once per call of the function to take its arguments from where they stand in a row.
 */
final class MethodAggregator implements Aggregator {
    private static final MethodHandle GET =
            own("get", Object.class, int.class, ArgumentValues.class, int.class);
    private static final MethodHandle CHANGE =
            own("change", Object.class, JavaValues.Change.class, Object.class);
    private static final MethodHandle CHANGE_ALL =
            own("changeAll", Object[].class, JavaValues.Change.class, Class.class, Object[].class);
    private static final MethodHandle REST =
            own(
                    "rest",
                    Object[].class,
                    Class.class,
                    int.class,
                    int.class,
                    ArgumentValues.class,
                    int.class);

    private final SqlType stateType;
    private final int arguments;
    private final boolean acceptsNulls;
    private final MethodHandle initial;
    private final MethodHandle add;
    private final MethodHandle merge;
    private final @Nullable MethodHandle undo;
    private final @Nullable MethodHandle result;

    private MethodAggregator(
            Object instance,
            Methods methods,
            SqlType stateType,
            SqlType resultType,
            List<SqlType> arguments,
            boolean acceptsNulls) {
        this.stateType = stateType;
        this.arguments = arguments.size();
        this.acceptsNulls = acceptsNulls;
        var states = List.of(stateType, stateType);
        var rows = Stream.concat(Stream.of(stateType), arguments.stream()).toList();
        this.initial = plain(bound(methods.initial(), instance, List.of(), stateType));
        this.add =
                overRow(bound(methods.add(), instance, rows, stateType), methods.add().isVarArgs());
        this.merge = plain(bound(methods.merge(), instance, states, stateType));
        var undoing = methods.undo();
        this.undo =
                undoing == null
                        ? null
                        : overRow(bound(undoing, instance, rows, stateType), undoing.isVarArgs());
        var giving = methods.result();
        this.result =
                giving == null
                        ? null
                        : plain(bound(giving, instance, List.of(stateType), resultType));
    }

    /** The methods of a class; the last two are null where it has none. */
    record Methods(
            Method initial,
            Method add,
            Method merge,
            @Nullable Method undo,
            @Nullable Method result) {}

    /** Makes an instance per call from its literal arguments. */
    record Factory(
            Constructor<?> constructor,
            Methods methods,
            ScalarSignature.ResultType stateType,
            ScalarSignature.ResultType resultType,
            boolean acceptsNulls)
            implements AggregateSignature.Factory {

        @Override
        public Aggregator create(AggregateSignature.Binding binding) {
            return new MethodAggregator(
                    instance(binding.constants()),
                    methods,
                    stateType.of(binding.arguments()),
                    resultType.of(binding.arguments()),
                    binding.arguments(),
                    acceptsNulls);
        }

        private Object instance(List<@Nullable Object> literals) {
            var types = constructor.getParameterTypes();
            int fixed = types.length - (constructor.isVarArgs() ? 1 : 0);
            for (int i = 0; i < fixed; i++) {
                if (types[i].isPrimitive() && literals.get(i) == null) {
                    throw new IllegalArgumentException(
                            "%s must not be NULL"
                                    .formatted(constructor.getParameters()[i].getName()));
                }
            }
            var values = new @Nullable Object[types.length];
            for (int i = 0; i < fixed; i++) {
                values[i] = literals.get(i);
            }
            if (fixed < types.length) {
                values[fixed] =
                        array(
                                types[fixed].getComponentType(),
                                literals.size() - fixed,
                                i -> literals.get(fixed + i));
            }
            try {
                return MethodHandles.publicLookup()
                        .unreflectConstructor(constructor)
                        .asFixedArity()
                        .invokeWithArguments(values);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalArgumentException(
                        "its class can't be instantiated (%s)".formatted(e), e);
            }
        }
    }

    @Override
    public SqlType stateType() {
        return stateType;
    }

    @Override
    public @Nullable Object initial() {
        try {
            return (Object) initial.invokeExact();
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    public @Nullable Object add(@Nullable Object state, ArgumentValues values, int from) {
        return skips(values, from) ? state : changed(add, state, values, from);
    }

    @Override
    public boolean canUndo() {
        return undo != null;
    }

    @Override
    public @Nullable Object undo(@Nullable Object state, ArgumentValues values, int from) {
        if (undo == null) {
            return Aggregator.super.undo(state, values, from);
        }
        return skips(values, from) ? state : changed(undo, state, values, from);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        if (result == null) {
            return state;
        }
        try {
            return (Object) result.invokeExact(state);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    public @Nullable Object merge(@Nullable Object left, @Nullable Object right) {
        try {
            return (Object) merge.invokeExact(left, right);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private boolean skips(ArgumentValues values, int from) {
        if (!acceptsNulls) {
            for (int i = 0; i < arguments; i++) {
                if (values.get(from + i) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Object changed(
            MethodHandle change, @Nullable Object state, ArgumentValues values, int from) {
        try {
            return (Object) change.invokeExact(state, values, from);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** An error of the machine ends the query, one of the function only its call. */
    private static RuntimeException unchecked(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case StackOverflowError e -> throw new UndeclaredThrowableException(e);
            case VirtualMachineError e -> throw e;
            default -> throw new UndeclaredThrowableException(thrown);
        }
    }

    /**
     * The method of the instance; what it takes and gives has the form that rows have.
     *
     * @param parameters types of what it takes, those of a variadic parameter each
     */
    private static MethodHandle bound(
            Method method, Object instance, List<SqlType> parameters, SqlType result) {
        MethodHandle bound;
        try {
            bound = MethodHandles.publicLookup().unreflect(method).asFixedArity().bindTo(instance);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "its method %s can't be called".formatted(method.getName()), e);
        }
        var types = method.getGenericParameterTypes();
        for (int i = 0; i < Math.min(types.length, parameters.size()); i++) {
            boolean collects = method.isVarArgs() && i == types.length - 1;
            var change =
                    JavaValues.toJava(collects ? element(types[i]) : types[i], parameters.get(i));
            if (change != null) {
                var type = bound.type().parameterType(i);
                var filter =
                        collects
                                ? MethodHandles.insertArguments(
                                        CHANGE_ALL, 0, change, type.getComponentType())
                                : CHANGE.bindTo(change);
                bound =
                        MethodHandles.filterArguments(
                                bound, i, filter.asType(filter.type().changeReturnType(type)));
            }
        }
        var change = JavaValues.toSql(method.getGenericReturnType(), result);
        return change == null
                ? bound
                : MethodHandles.filterReturnValue(
                        bound.asType(bound.type().changeReturnType(Object.class)),
                        CHANGE.bindTo(change));
    }

    private static Type element(Type array) {
        return array instanceof GenericArrayType g
                ? g.getGenericComponentType()
                : ((Class<?>) array).getComponentType();
    }

    private static MethodHandle plain(MethodHandle method) {
        return method.asType(method.type().generic());
    }

    /** {@code (state, values, from)} instead of {@code (state, first, second, …)}. */
    private MethodHandle overRow(MethodHandle method, boolean variadic) {
        int last = method.type().parameterCount() - 1;
        var adapted = method.asType(method.type().changeReturnType(Object.class));
        for (int i = last; i >= 1; i--) {
            var type = method.type().parameterType(i);
            var value =
                    variadic && i == last
                            ? MethodHandles.insertArguments(
                                    REST, 0, component(type), i - 1, arguments)
                            : MethodHandles.insertArguments(GET, 0, i - 1);
            adapted =
                    MethodHandles.collectArguments(
                            adapted, i, value.asType(value.type().changeReturnType(type)));
        }
        var order = new int[1 + 2 * last];
        for (int i = 0; i < last; i++) {
            order[1 + 2 * i] = 1;
            order[2 + 2 * i] = 2;
        }
        return MethodHandles.permuteArguments(
                adapted.asType(adapted.type().changeParameterType(0, Object.class)),
                MethodType.methodType(Object.class, Object.class, ArgumentValues.class, int.class),
                order);
    }

    /** A changed variadic parameter takes any array. */
    private static Class<?> component(Class<?> array) {
        return array.isArray() ? array.getComponentType() : Object.class;
    }

    private static @Nullable Object change(JavaValues.Change change, @Nullable Object value) {
        return value == null ? null : change.of(value);
    }

    private static @Nullable Object[] changeAll(
            JavaValues.Change change, Class<?> component, @Nullable Object[] values) {
        return array(component, values.length, i -> change(change, values[i]));
    }

    private static @Nullable Object get(int index, ArgumentValues values, int from) {
        return values.get(from + index);
    }

    private static @Nullable Object[] rest(
            Class<?> component, int index, int count, ArgumentValues values, int from) {
        return array(component, count - index, i -> values.get(from + index + i));
    }

    private static @Nullable Object[] array(Class<?> component, int size, ArgumentValues values) {
        var array = (@Nullable Object[]) Array.newInstance(component, size);
        Arrays.setAll(array, values::get);
        return array;
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            MethodAggregator.class,
                            name,
                            MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
