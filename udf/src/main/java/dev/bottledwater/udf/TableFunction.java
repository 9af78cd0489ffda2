// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public static method one overload of a table function, which makes any number of rows of
 * one. The method returns a {@link java.util.List} with the value of each row; null and an empty
 * list make none. Methods of one {@link #name()} are its overloads, in the order of their
 * declaration. A Java varargs method is variadic.
 *
 * <p>The method must be safe to call from several threads and must not change its arguments, nor
 * the list once it is returned. An exception makes no row and goes to the processing log.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TableFunction {

    /** The function's name, in any case. */
    String name();

    /** One sentence for DESCRIBE FUNCTION. */
    String description() default "";

    /**
     * The group under which SHOW FUNCTIONS lists it; empty: the class's {@link FunctionCategory},
     * else {@code TABLE}.
     */
    String category() default "";

    /**
     * Whether the method wants null arguments. By default a null in any argument makes no row
     * without a call.
     */
    boolean acceptsNulls() default false;

    /**
     * The type of a row's value as SQL text over the type variables of the parameters, as {@link
     * ScalarFunction#returns()}. Empty: as the Java type of the list's elements tells.
     */
    String returns() default "";
}
