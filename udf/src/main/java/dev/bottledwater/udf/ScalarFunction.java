// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public static method one overload of a scalar function. Methods of one {@link #name()}
 * are its overloads, in the order of their declaration. A Java varargs method is variadic.
 *
 * <p>The method must be safe to call from several threads and must not change its arguments. An
 * exception makes the column null and goes to the processing log; see {@link BadArgumentException}.
 *
 * <p>A method of a jar of its own may also be an instance method of a class with a public
 * constructor without parameters: each call in a query then has an instance of its own.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScalarFunction {

    /** The function's name, in any case. */
    String name();

    /** One sentence for DESCRIBE FUNCTION. */
    String description() default "";

    /**
     * The group under which SHOW FUNCTIONS lists it; empty: the class's {@link FunctionCategory}.
     */
    String category() default "";

    /**
     * Whether the method wants null arguments. By default a null in any argument gives null without
     * a call.
     */
    boolean acceptsNulls() default false;

    /**
     * The type of the result as SQL text over the type variables of the parameters, such as {@code
     * MAP<STRING, T>} or {@code STRUCT<K STRING, V T>}. A bare {@code DECIMAL} is the type that
     * holds all DECIMAL arguments; these may come in scales of their own. Empty: as the Java type
     * tells.
     */
    String returns() default "";

    /**
     * The name of a static method of the same class that computes the type of the result from the
     * argument types where {@link #returns()} can't say it: {@code String resultType(List<String>
     * argumentTypes)} over SQL texts.
     */
    String returnsBy() default "";

    /**
     * Whether there are also an overload for INTEGER and one for BIGINT arguments in the place of
     * DOUBLE ones; the method is called with their values as doubles.
     */
    boolean integersToo() default false;
}
