// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

/**
 * A lambda of three parameters, such as the one of {@code REDUCE} over a map.
 *
 * @param <A> first parameter
 * @param <B> second parameter
 * @param <C> third parameter
 * @param <R> result
 */
@FunctionalInterface
public interface TriFunction<A, B, C, R> {
    R apply(A a, B b, C c);
}
