// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.collection;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.engine.eval.SqlText;
import dev.bottledwater.sql.function.CallTypes;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Functions of arrays whose elements are numbers, strings, times and the like: those that need
 * their order or their text. Arrays, maps and structs have neither.
 */
@FunctionCategory("ARRAY")
public final class ArrayOrderFunctions {
    private ArrayOrderFunctions() {}

    @ScalarFunction(
            name = "ARRAY_MAX",
            description =
                    "The greatest element; nulls are left out, and null is the answer if"
                            + " there is none.")
    @Example(sql = "ARRAY_MAX(ARRAY[3, NULL, 7])", result = "7")
    @Example(sql = "ARRAY_MAX(ARRAY['a', 'B'])", result = "'a'")
    public static <T> @Nullable T max(CallTypes types, List<T> input) {
        return extreme(input, order(types));
    }

    @ScalarFunction(
            name = "ARRAY_MIN",
            description =
                    "The least element; nulls are left out, and null is the answer if"
                            + " there is none.")
    @Example(sql = "ARRAY_MIN(ARRAY[3, NULL, 7])", result = "3")
    public static <T> @Nullable T min(CallTypes types, List<T> input) {
        return extreme(input, order(types).reversed());
    }

    private static <T> @Nullable T extreme(List<T> input, Comparator<Object> order) {
        @Nullable T extreme = null;
        for (var element : input) {
            if (element != null && (extreme == null || order.compare(element, extreme) > 0)) {
                extreme = element;
            }
        }
        return extreme;
    }

    @ScalarFunction(
            name = "ARRAY_SORT",
            description = "The elements in ascending order, nulls last.")
    @Example(sql = "ARRAY_SORT(ARRAY[3, NULL, 1, 2])", result = "[1, 2, 3, null]")
    public static <T> List<T> sort(CallTypes types, List<T> input) {
        return sorted(input, order(types));
    }

    @ScalarFunction(
            name = "ARRAY_SORT",
            description = "The elements in ascending or descending order, nulls last either way.")
    @Example(sql = "ARRAY_SORT(ARRAY[3, NULL, 1, 2], 'DESC')", result = "[3, 2, 1, null]")
    public static <T> List<T> sort(
            CallTypes types,
            List<T> input,
            @Parameter(description = "ASC or DESC, in any case") String direction) {
        var order = order(types);
        return switch (direction.strip().toUpperCase(Locale.ROOT)) {
            case "ASC", "ASCENDING" -> sorted(input, order);
            case "DESC", "DESCENDING" -> sorted(input, order.reversed());
            default -> throw new FunctionException("the direction is neither ASC nor DESC");
        };
    }

    private static <T> List<T> sorted(List<T> input, Comparator<Object> order) {
        var sorted = new ArrayList<>(input);
        sorted.sort(Comparator.nullsLast(order));
        return sorted;
    }

    @ScalarFunction(
            name = "ARRAY_JOIN",
            description = "The texts of the elements one after another, with commas between them.")
    @Example(sql = "ARRAY_JOIN(ARRAY[1, NULL, 3])", result = "'1,null,3'")
    public static <T> String join(CallTypes types, List<T> array) {
        return join(types, array, ",");
    }

    @ScalarFunction(
            name = "ARRAY_JOIN",
            description = "The texts of the elements one after another, with a text between them.")
    @Example(sql = "ARRAY_JOIN(ARRAY['a', 'b'], ' - ')", result = "'a - b'")
    public static <T> String join(CallTypes types, List<T> array, String delimiter) {
        var text = SqlText.of(ordered(types));
        var joiner = new StringJoiner(delimiter);
        array.forEach(element -> joiner.add(text.textOrNull(element)));
        return joiner.toString();
    }

    private static Comparator<Object> order(CallTypes types) {
        return SqlOrder.of(ordered(types));
    }

    /** The type of the elements of the first argument. */
    private static SqlType ordered(CallTypes types) {
        var element = ((SqlType.Array) types.arguments().getFirst()).element();
        return switch (element) {
            case SqlType.Primitive _, SqlType.Decimal _ -> element;
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new FunctionException("elements of type " + element + " can't be used");
        };
    }
}
