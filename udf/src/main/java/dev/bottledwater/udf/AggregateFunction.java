// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.udf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public class one overload of an aggregate function. Its public methods have these names,
 * each of which occurs once:
 *
 * <ul>
 *   <li>{@code S initial()}: the state before any row
 *   <li>{@code S add(S state, A first, B second, …)}: the state after a row; what follows the state
 *       are the function's column arguments, and a Java varargs method takes any number of them
 *   <li>{@code S merge(S earlier, S later)}: the state of two adjacent sessions as one
 *   <li>{@code S undo(S state, A first, B second, …)}, if it can: the state as if the row had not
 *       been added. Without it the function is refused over tables
 *   <li>{@code R result(S state)}, if the result isn't the state itself
 * </ul>
 *
 * <p>The parameters of a public constructor are the function's literal arguments, which follow the
 * columns in a call; a varargs constructor takes any number of them, unless {@code add} is varargs
 * already. A constructor refuses literals by an {@link IllegalArgumentException}, whose message the
 * user sees. Several constructors make several overloads. There is one instance for each call in a
 * statement.
 *
 * <p>States are stored: {@code S} is a Java type that stands for a SQL type. The methods must be
 * safe to call from several threads and must never change a state or an argument. Type variables of
 * the class stand for any type.
 *
 * <pre>{@code
 * @AggregateFunction(name = "LONGEST", description = "The longest text.")
 * public final class Longest {
 *     public String initial() { return ""; }
 *     public String add(String state, String text) { return merge(state, text); }
 *     public String merge(String a, String b) { return b.length() > a.length() ? b : a; }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AggregateFunction {

    /** The function's name, in any case. */
    String name();

    /** One sentence for DESCRIBE FUNCTION. */
    String description() default "";

    /**
     * Whether {@code add} and {@code undo} want null arguments. By default a row in which an
     * argument is null changes nothing.
     */
    boolean acceptsNulls() default false;

    /** The SQL type of the state as text where the Java type doesn't tell. */
    String state() default "";

    /** The SQL type of the result as text where the Java type doesn't tell. */
    String returns() default "";
}
