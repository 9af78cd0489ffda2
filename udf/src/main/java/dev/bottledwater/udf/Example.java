// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of a function and what it gives. The examples of built-in functions stand in the function
 * reference and run as tests.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Example.Several.class)
public @interface Example {

    /**
     * An expression such as {@code SPLIT('a,b', ',')}. Only for an aggregate function it has
     * columns: {@code TOPK(x, 2)}.
     */
    String sql();

    /**
     * For an aggregate function the rows that it sees in their order: in each the values of the
     * expression's columns, in the order in which they occur in it, such as {@code 5, 'a'}.
     */
    String[] rows() default {};

    /**
     * Its value, of a table function the values of its rows, texts in single quotes: {@code ['a',
     * 'b']}, {@code {'x': 1}}, {@code 1.50}, {@code null}. Dates and times are texts, BYTES are
     * texts in base64.
     */
    String result();

    /** The examples of one function. */
    @Documented
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        Example[] value();
    }
}
