// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.collection;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.TableFunction;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Functions that make rows of arrays. */
@FunctionCategory("TABLE")
public final class TableFunctions {
    private static final int MOST_CUBED = 20;

    private TableFunctions() {}

    /** The elements themselves. */
    @TableFunction(name = "EXPLODE", description = "Makes a row of each element of an array.")
    public static List<BigDecimal> explodeDecimals(
            @Parameter(name = "input") List<BigDecimal> input) {
        return input;
    }

    /** The elements themselves. */
    @TableFunction(name = "EXPLODE", description = "Makes a row of each element of an array.")
    @Example(sql = "EXPLODE(ARRAY['a', NULL, 'b'])", result = "'a', null, 'b'")
    @Example(sql = "EXPLODE(ARRAY[1, 2]) * 10", result = "10, 20")
    public static <T> List<T> explodeList(@Parameter(name = "list") List<T> list) {
        return list;
    }

    /**
     * The combinations of each value with null, the values of the first columns changing last. They
     * are made as they are read, since there are 2^n of them.
     *
     * @throws IllegalArgumentException for more columns than anybody can want the combinations of
     */
    @TableFunction(
            name = "CUBE_EXPLODE",
            description =
                    "Makes a row of each combination of the array's elements with null, such as [null, null], [null, b], [a, null], [a, b]; an element that is null stays null. 20 elements at most may be other than null.")
    @Example(
            sql = "CUBE_EXPLODE(ARRAY[1, 2])",
            result = "[null, null], [null, 2], [1, null], [1, 2]")
    public static <T extends @Nullable Object> List<List<T>> cubeExplode(
            @Parameter(name = "columns") List<T> columns) {
        int present = (int) columns.stream().filter(Objects::nonNull).count();
        if (present > MOST_CUBED) {
            throw new IllegalArgumentException(
                    "%d columns have too many combinations, the most are %d"
                            .formatted(present, MOST_CUBED));
        }
        return new Cube<>(columns, present);
    }

    private static final class Cube<T extends @Nullable Object> extends AbstractList<List<T>>
            implements RandomAccess {
        private final List<T> columns;
        private final int present;

        Cube(List<T> columns, int present) {
            this.columns = columns;
            this.present = present;
        }

        @Override
        public int size() {
            return 1 << present;
        }

        @Override
        @SuppressWarnings("unchecked")
        public List<T> get(int index) {
            Objects.checkIndex(index, size());
            var values = (T[]) columns.toArray();
            int bit = present;
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null && (index >> --bit & 1) == 0) {
                    values[i] = null;
                }
            }
            return Arrays.asList(values);
        }
    }
}
