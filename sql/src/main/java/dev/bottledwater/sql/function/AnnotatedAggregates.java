// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.udf.AggregateFunction;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads aggregate functions from {@link AggregateFunction} classes. Reflection happens here only;
 * calls go through method handles.
 */
public final class AnnotatedAggregates {
    private AnnotatedAggregates() {}

    /**
     * The functions of these classes, in the order given; those of one class by the number of their
     * literal arguments.
     *
     * @throws IllegalArgumentException for a class that can't be a function, with the reason
     */
    public static List<AggregateSignature> load(Class<?>... classes) {
        return Arrays.stream(classes).flatMap(c -> signatures(c).stream()).toList();
    }

    private static List<AggregateSignature> signatures(Class<?> type) {
        try {
            return new Declared(type).signatures();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s can't be an aggregate function: %s"
                            .formatted(type.getName(), e.getMessage()),
                    e);
        }
    }

    /** A class and what its methods say. */
    private static final class Declared {
        private final Class<?> type;
        private final AggregateFunction annotation;
        private final Method initial;
        private final Method add;
        private final Method merge;
        private final @Nullable Method undo;
        private final @Nullable Method result;
        private final Type state;

        Declared(Class<?> type) {
            this.type = type;
            var found = type.getAnnotation(AggregateFunction.class);
            if (found == null) {
                throw new IllegalArgumentException("it has no @AggregateFunction");
            }
            this.annotation = found;
            if (!Modifier.isPublic(type.getModifiers())
                    || Modifier.isAbstract(type.getModifiers())
                    || type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
                throw new IllegalArgumentException(
                        "it is no public class that can be instantiated");
            }
            this.initial = required("initial");
            this.add = required("add");
            this.merge = required("merge");
            this.undo = method("undo");
            this.result = method("result");
            this.state = add.getGenericReturnType();
            checkShapes();
        }

        private void checkShapes() {
            expect(initial, List.of());
            if (add.getParameterCount() == 0) {
                throw new IllegalArgumentException("add takes no state");
            }
            expect(add, List.of(add.getGenericParameterTypes()));
            expect(merge, List.of(state, state));
            if (undo != null) {
                expect(undo, List.of(add.getGenericParameterTypes()));
            }
            if (result != null
                    && !List.of(result.getGenericParameterTypes()).equals(List.of(state))) {
                throw new IllegalArgumentException("result must take one %s".formatted(state));
            }
            if (annotation.acceptsNulls()) {
                Arrays.stream(add.getParameters())
                        .skip(1)
                        .filter(p -> p.getType().isPrimitive())
                        .findFirst()
                        .ifPresent(
                                p -> {
                                    throw new IllegalArgumentException(
                                            "it accepts nulls, but the parameter %s of add is of the primitive type %s"
                                                    .formatted(p.getName(), p.getType()));
                                });
            }
        }

        private void expect(Method method, List<Type> parameters) {
            if (!method.getGenericReturnType().equals(state)
                    || !List.of(method.getGenericParameterTypes()).equals(parameters)) {
                throw new IllegalArgumentException(
                        "%s must give a %s and take (%s)"
                                .formatted(
                                        method.getName(),
                                        state.getTypeName(),
                                        String.join(
                                                ", ",
                                                parameters.stream()
                                                        .map(Type::getTypeName)
                                                        .toList())));
            }
            if (!parameters.isEmpty() && !parameters.getFirst().equals(state)) {
                throw new IllegalArgumentException(
                        "the first parameter of %s must be of the type %s that it gives"
                                .formatted(method.getName(), state.getTypeName()));
            }
        }

        private Method required(String name) {
            var method = method(name);
            if (method == null) {
                throw new IllegalArgumentException("it has no public method " + name);
            }
            return method;
        }

        private @Nullable Method method(String name) {
            var methods =
                    Arrays.stream(type.getDeclaredMethods())
                            .filter(
                                    m ->
                                            m.getName().equals(name)
                                                    && Modifier.isPublic(m.getModifiers())
                                                    && !m.isSynthetic())
                            .toList();
            if (methods.size() > 1) {
                throw new IllegalArgumentException("it has several methods " + name);
            }
            return methods.isEmpty() ? null : methods.getFirst();
        }

        List<AggregateSignature> signatures() {
            var constructors = type.getConstructors();
            if (constructors.length == 0) {
                throw new IllegalArgumentException("it has no public constructor");
            }
            return Arrays.stream(constructors)
                    .sorted(
                            Comparator.<Constructor<?>>comparingInt(Constructor::getParameterCount)
                                    .thenComparing(Constructor::toGenericString))
                    .map(this::signature)
                    .toList();
        }

        private AggregateSignature signature(Constructor<?> constructor) {
            var columns = parameters(add, 1);
            var stateType =
                    TypeText.result(
                            annotation.state().isEmpty()
                                    ? JavaTypes.text(state)
                                    : annotation.state(),
                            columns);
            var resultType = resultType(columns, stateType);
            var category = type.getAnnotation(FunctionCategory.class);
            return new AggregateSignature(
                    annotation.name().toUpperCase(Locale.ROOT),
                    columns,
                    add.isVarArgs(),
                    parameters(constructor, 0),
                    constructor.isVarArgs(),
                    Set.of(),
                    resultType,
                    new MethodAggregator.Factory(
                            constructor,
                            new MethodAggregator.Methods(initial, add, merge, undo, result),
                            stateType,
                            resultType,
                            annotation.acceptsNulls()),
                    new Documentation(
                            annotation.description(),
                            category == null ? "AGGREGATE" : category.value(),
                            Arrays.stream(type.getAnnotationsByType(Example.class))
                                    .map(
                                            e ->
                                                    new ScalarSignature.Example(
                                                            e.sql(), List.of(e.rows()), e.result()))
                                    .toList()));
        }

        private ResultType resultType(List<Parameter> columns, ResultType stateType) {
            if (!annotation.returns().isEmpty()) {
                return TypeText.result(annotation.returns(), columns);
            }
            return result == null
                    ? stateType
                    : TypeText.result(JavaTypes.text(result.getGenericReturnType()), columns);
        }

        private static List<Parameter> parameters(Executable method, int from) {
            var declared = method.getParameters();
            var parameters = new ArrayList<Parameter>();
            for (int i = from; i < declared.length; i++) {
                parameters.add(
                        JavaTypes.parameter(
                                declared[i], method.isVarArgs() && i == declared.length - 1));
            }
            return parameters;
        }
    }
}
