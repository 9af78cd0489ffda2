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
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Example.Several.class)
public @interface Example {

    /** An expression without columns, such as {@code SPLIT('a,b', ',')}. */
    String sql();

    /**
     * Its value, texts in single quotes: {@code ['a', 'b']}, {@code {'x': 1}}, {@code 1.50}, {@code
     * null}. Dates and times are texts, BYTES are texts in base64.
     */
    String result();

    /** The examples of one method. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        Example[] value();
    }
}
