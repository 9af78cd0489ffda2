// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names and describes a parameter of a {@link ScalarFunction} or {@link TableFunction}, or a
 * component of a record that stands for a STRUCT.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Parameter {

    /**
     * The name in DESCRIBE FUNCTION; empty: the name in the Java source. Of a record's component:
     * the exact name of the field; empty: the component's in upper case.
     */
    String name() default "";

    /** What the argument means. */
    String description() default "";

    /**
     * The SQL type as text where the Java type doesn't tell: {@code DECIMAL(10, 2)}, {@code
     * STRUCT<A INTEGER>}, {@code STRUCT} (any struct), {@code LAMBDA(T) => R}, {@code ANY}. For a
     * variadic parameter the type of one element. A single capital letter is a type variable.
     */
    String type() default "";
}
