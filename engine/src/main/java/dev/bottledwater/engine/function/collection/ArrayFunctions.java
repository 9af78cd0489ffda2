// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.collection;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** Functions of arrays. */
@FunctionCategory("ARRAY")
public final class ArrayFunctions {
    private static final int LONGEST_SERIES = 1_000_000;

    private ArrayFunctions() {}

    @ScalarFunction(name = "ARRAY_LENGTH", description = "The number of elements.")
    @Example(sql = "ARRAY_LENGTH(ARRAY['a', NULL])", result = "2")
    public static <T> int length(List<T> array) {
        return array.size();
    }

    @ScalarFunction(
            name = "ARRAY_CONTAINS",
            description = "Whether the value is an element of the array; a null array has none.",
            acceptsNulls = true)
    @Example(sql = "ARRAY_CONTAINS(ARRAY[1, 2], 2)", result = "true")
    public static <T> boolean contains(@Nullable List<T> array, @Nullable T val) {
        if (array != null) {
            // contains() of some lists refuses nulls
            for (var element : array) {
                if (Objects.equals(element, val)) {
                    return true;
                }
            }
        }
        return false;
    }

    @ScalarFunction(
            name = "ARRAY_CONCAT",
            description = "The elements of the one, then of the other; a null is an empty one.",
            acceptsNulls = true)
    @Example(sql = "ARRAY_CONCAT(ARRAY[1, 2], ARRAY[2, 3])", result = "[1, 2, 2, 3]")
    public static <T> @Nullable List<T> concat(@Nullable List<T> left, @Nullable List<T> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        var all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    @ScalarFunction(
            name = "ARRAY_DISTINCT",
            description =
                    "The elements without repetitions, in the order of their first occurrence.")
    @Example(sql = "ARRAY_DISTINCT(ARRAY[2, 1, NULL, 2, NULL])", result = "[2, 1, null]")
    public static <T> List<T> distinct(List<T> input) {
        return new ArrayList<>(new LinkedHashSet<>(input));
    }

    @ScalarFunction(
            name = "ARRAY_EXCEPT",
            description = "The distinct elements of the one that the other doesn't have.")
    @Example(sql = "ARRAY_EXCEPT(ARRAY[3, 1, 2, 3], ARRAY[1])", result = "[3, 2]")
    public static <T> List<T> except(List<T> left, List<T> right) {
        var rest = new LinkedHashSet<>(left);
        rest.removeAll(new HashSet<>(right));
        return new ArrayList<>(rest);
    }

    @ScalarFunction(
            name = "ARRAY_INTERSECT",
            description = "The distinct elements that both have, in the order of the first.")
    @Example(sql = "ARRAY_INTERSECT(ARRAY[3, 1, 2], ARRAY[2, 3])", result = "[3, 2]")
    public static <T> List<T> intersect(List<T> left, List<T> right) {
        var common = new LinkedHashSet<>(left);
        common.retainAll(new HashSet<>(right));
        return new ArrayList<>(common);
    }

    @ScalarFunction(
            name = "ARRAY_UNION",
            description = "The distinct elements of both, in the order of their first occurrence.")
    @Example(sql = "ARRAY_UNION(ARRAY[3, 1], ARRAY[1, 9])", result = "[3, 1, 9]")
    public static <T> List<T> union(List<T> left, List<T> right) {
        var all = new LinkedHashSet<>(left);
        all.addAll(right);
        return new ArrayList<>(all);
    }

    @ScalarFunction(
            name = "ARRAY_REMOVE",
            description = "The elements that aren't equal to the value.",
            acceptsNulls = true)
    @Example(sql = "ARRAY_REMOVE(ARRAY[1, 2, 1], 1)", result = "[2]")
    public static <T> @Nullable List<T> remove(@Nullable List<T> array, @Nullable T victim) {
        if (array == null) {
            return null;
        }
        var rest = new ArrayList<T>(array);
        rest.removeAll((Collection<?>) Arrays.asList(victim));
        return rest;
    }

    @ScalarFunction(
            name = "SLICE",
            description =
                    "The elements from one position to another, both included and counted"
                            + " from 1; null if the array doesn't have both.")
    @Example(sql = "SLICE(ARRAY['a', 'b', 'c'], 2, 3)", result = "['b', 'c']")
    @Example(sql = "SLICE(ARRAY['a', 'b', 'c'], 2, 4)", result = "null")
    public static <T> @Nullable List<T> slice(List<T> in, int from, int to) {
        return from < 1 || to > in.size() || from > to + 1
                ? null
                : new ArrayList<>(in.subList(from - 1, to));
    }

    @ScalarFunction(
            name = "GENERATE_SERIES",
            description = "The whole numbers from start to end, up or down.")
    @Example(sql = "GENERATE_SERIES(1, 4)", result = "[1, 2, 3, 4]")
    @Example(sql = "GENERATE_SERIES(3, 1)", result = "[3, 2, 1]")
    public static List<Integer> series(int start, int end) {
        return series(start, end, start <= end ? 1 : -1);
    }

    @ScalarFunction(
            name = "GENERATE_SERIES",
            description =
                    "The numbers from start to end, step apart; the step is negative if"
                            + " the end is less.")
    @Example(sql = "GENERATE_SERIES(1, 6, 2)", result = "[1, 3, 5]")
    public static List<Integer> series(int start, int end, int step) {
        return longs(start, end, step).stream().map(Long::intValue).toList();
    }

    @ScalarFunction(
            name = "GENERATE_SERIES",
            description = "The whole numbers from start to end, up or down.")
    public static List<Long> series(long start, long end) {
        return series(start, end, start <= end ? 1 : -1);
    }

    @ScalarFunction(
            name = "GENERATE_SERIES",
            description =
                    "The numbers from start to end, step apart; the step is negative if"
                            + " the end is less.")
    public static List<Long> series(long start, long end, int step) {
        return longs(start, end, step);
    }

    private static List<Long> longs(long start, long end, int step) {
        if (step == 0) {
            throw new FunctionException("the step is zero");
        }
        if (step > 0 && start > end || step < 0 && start < end) {
            throw new FunctionException("the step leads away from the end");
        }
        long count = Math.subtractExact(end, start) / step + 1;
        if (count > LONGEST_SERIES) {
            throw new FunctionException("the series has more than " + LONGEST_SERIES + " numbers");
        }
        var numbers = new ArrayList<Long>((int) count);
        for (long i = 0; i < count; i++) {
            numbers.add(start + i * step);
        }
        return numbers;
    }
}
