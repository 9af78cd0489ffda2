// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.udf.Parameter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A record class that stands for a STRUCT: its components, in order, for the fields.
 *
 * @param constructor takes an {@code Object[]} of the components
 */
record RecordShape(MethodHandle constructor, List<Component> components) {

    /**
     * A component.
     *
     * @param field the field's name: the component's in upper case
     * @param type the SQL type that the component's annotation says, empty without one
     * @param accessor takes and gives an {@code Object}
     */
    record Component(String field, String type, Type javaType, MethodHandle accessor) {
        boolean isPrimitive() {
            return javaType instanceof Class<?> c && c.isPrimitive();
        }
    }

    /**
     * The shape of a public record class.
     *
     * @throws IllegalArgumentException for a class that can't be used from outside
     */
    static RecordShape of(Class<?> type) {
        var components = type.getRecordComponents();
        try {
            var lookup = MethodHandles.publicLookup();
            var types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            var constructor =
                    lookup.findConstructor(type, MethodType.methodType(void.class, types))
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
            var shape = new ArrayList<Component>();
            for (var c : components) {
                var annotation = c.getAnnotation(Parameter.class);
                shape.add(
                        new Component(
                                annotation == null || annotation.name().isEmpty()
                                        ? c.getName().toUpperCase(Locale.ROOT)
                                        : annotation.name(),
                                annotation == null ? "" : annotation.type(),
                                c.getGenericType(),
                                lookup.unreflect(c.getAccessor())
                                        .asType(
                                                MethodType.methodType(
                                                        Object.class, Object.class))));
            }
            return new RecordShape(constructor, List.copyOf(shape));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the record class %s and its constructor must be public"
                            .formatted(type.getName()),
                    e);
        }
    }
}
