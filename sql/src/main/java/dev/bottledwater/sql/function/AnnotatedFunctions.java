// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;
import dev.bottledwater.udf.TableFunction;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads functions from the {@link ScalarFunction} and {@link TableFunction} methods of classes. The
 * classes and methods must be public. Reflection happens here only; calls go through method
 * handles.
 *
 * <p>A first parameter of type {@link CallTypes} is filled in with the types of the call.
 */
public final class AnnotatedFunctions {
    private AnnotatedFunctions() {}

    /** What an annotation says, whichever it is. */
    private record Declaration(
            String name,
            String description,
            String category,
            boolean acceptsNulls,
            String returns,
            String returnsBy,
            boolean integersToo) {

        static Declaration of(ScalarFunction f, String ofClass) {
            return new Declaration(
                    f.name(),
                    f.description(),
                    f.category().isEmpty() ? ofClass : f.category(),
                    f.acceptsNulls(),
                    f.returns(),
                    f.returnsBy(),
                    f.integersToo());
        }

        static Declaration of(TableFunction f, String ofClass) {
            return new Declaration(
                    f.name(),
                    f.description(),
                    f.category().isEmpty() ? ofClass : f.category(),
                    f.acceptsNulls(),
                    f.returns().isEmpty() ? "" : "ARRAY<" + f.returns() + ">",
                    "",
                    false);
        }
    }

    /** The built-in scalar functions of these classes. */
    public static List<ScalarSignature> load(Class<?>... classes) {
        return load(FunctionOrigin.BUILT_IN, classes);
    }

    /** The built-in table functions of these classes. */
    public static List<ScalarSignature> loadTables(Class<?>... classes) {
        return loadTables(FunctionOrigin.BUILT_IN, classes);
    }

    /**
     * The scalar functions of these classes, by class in the order given and then by name.
     *
     * @throws IllegalArgumentException for a method that can't be a function, with the reason
     */
    public static List<ScalarSignature> load(FunctionOrigin origin, Class<?>... classes) {
        return methods(ScalarFunction.class, classes)
                .flatMap(
                        m ->
                                signatures(
                                        m,
                                        Declaration.of(
                                                m.getAnnotation(ScalarFunction.class),
                                                category(m.getDeclaringClass(), "OTHER")),
                                        origin)
                                        .stream())
                .toList();
    }

    /**
     * The table functions of these classes, by class in the order given and then by name: functions
     * that give the ARRAY of the rows' values.
     *
     * @throws IllegalArgumentException for a method that can't be a function, with the reason
     */
    public static List<ScalarSignature> loadTables(FunctionOrigin origin, Class<?>... classes) {
        return methods(TableFunction.class, classes)
                .flatMap(
                        m ->
                                signatures(
                                        m,
                                        Declaration.of(
                                                m.getAnnotation(TableFunction.class),
                                                category(m.getDeclaringClass(), "TABLE")),
                                        origin)
                                        .stream())
                .toList();
    }

    private static Stream<Method> methods(
            Class<? extends Annotation> annotation, Class<?>... classes) {
        return Arrays.stream(classes)
                .flatMap(
                        c ->
                                Arrays.stream(c.getDeclaredMethods())
                                        .filter(m -> m.isAnnotationPresent(annotation))
                                        .sorted(
                                                Comparator.comparing(Method::getName)
                                                        .thenComparing(Method::toGenericString)));
    }

    private static String category(Class<?> owner, String otherwise) {
        var category = owner.getAnnotation(FunctionCategory.class);
        return category == null ? otherwise : category.value();
    }

    private static List<ScalarSignature> signatures(
            Method method, Declaration declaration, FunctionOrigin origin) {
        try {
            if (method.isAnnotationPresent(TableFunction.class)
                    && !List.class.isAssignableFrom(method.getReturnType())) {
                throw new IllegalArgumentException(
                        "it returns no java.util.List with the values of the rows");
            }
            var declared = signatureOf(method, declaration, origin);
            return declaration.integersToo()
                    ? WholeNumberOverloads.of(declared)
                    : List.of(declared);
        } catch (IllegalArgumentException | IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "%s.%s can't be a SQL function: %s"
                            .formatted(
                                    method.getDeclaringClass().getName(),
                                    method.getName(),
                                    e.getMessage()),
                    e);
        }
    }

    private static ScalarSignature signatureOf(
            Method method, Declaration annotation, FunctionOrigin origin)
            throws IllegalAccessException {
        if (origin == FunctionOrigin.BUILT_IN && !Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException("it is not static");
        }
        var parameters = new ArrayList<ScalarSignature.Parameter>();
        var declared = method.getParameters();
        int skip = declared.length > 0 && declared[0].getType() == CallTypes.class ? 1 : 0;
        for (int i = skip; i < declared.length; i++) {
            if (annotation.acceptsNulls() && declared[i].getType().isPrimitive()) {
                throw new IllegalArgumentException(
                        "it accepts nulls, but its parameter %s is of the primitive type %s"
                                .formatted(declared[i].getName(), declared[i].getType()));
            }
            parameters.add(
                    JavaTypes.parameter(
                            declared[i], method.isVarArgs() && i == declared.length - 1));
        }
        return new ScalarSignature(
                annotation.name().toUpperCase(Locale.ROOT),
                parameters,
                method.isVarArgs(),
                resultType(method, annotation, parameters),
                MethodBinding.of(method, handle(method), annotation.acceptsNulls(), origin),
                new Documentation(
                        annotation.description(),
                        annotation.category(),
                        Arrays.stream(method.getAnnotationsByType(Example.class))
                                .map(
                                        e ->
                                                new ScalarSignature.Example(
                                                        e.sql(), List.of(e.rows()), e.result()))
                                .toList()));
    }

    private static ResultType resultType(
            Method method, Declaration annotation, List<ScalarSignature.Parameter> parameters)
            throws IllegalAccessException {
        if (!annotation.returnsBy().isEmpty()) {
            return computed(method.getDeclaringClass(), annotation.returnsBy());
        }
        return TypeText.result(
                JavaTypes.text(method.getGenericReturnType(), annotation.returns()), parameters);
    }

    private static ResultType computed(Class<?> owner, String name) throws IllegalAccessException {
        MethodHandle handle;
        try {
            handle =
                    MethodHandles.publicLookup()
                            .findStatic(
                                    owner, name, MethodType.methodType(String.class, List.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "there is no public static String %s(List<String>) for its result type"
                            .formatted(name),
                    e);
        }
        return arguments -> {
            String text;
            try {
                text =
                        (String)
                                handle.invokeExact(
                                        (List<?>)
                                                arguments.stream().map(SqlType::toString).toList());
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            return TypeText.result(text, List.of()).of(List.of());
        };
    }

    private static MethodHandle handle(Method method) throws IllegalAccessException {
        var handle = MethodHandles.publicLookup().unreflect(method).asFixedArity();
        for (int i = 0; i < handle.type().parameterCount(); i++) {
            if (handle.type().parameterType(i) == ChronoUnit.class) {
                handle = MethodHandles.filterArguments(handle, i, UNIT_OF);
            }
        }
        return handle;
    }

    private static final MethodHandle UNIT_OF = unitOf();

    private static MethodHandle unitOf() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            AnnotatedFunctions.class,
                            "unit",
                            MethodType.methodType(ChronoUnit.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static ChronoUnit unit(String name) {
        return name.equals("MILLISECONDS") ? ChronoUnit.MILLIS : ChronoUnit.valueOf(name);
    }
}
