// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The category of the functions of a class, e.g. {@code STRING}; without it {@code OTHER}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface FunctionCategory {
    String value();
}
