// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

/**
 * Hides characters of a string by their kinds. The names of the parameters are sentences, as in
 * KSQL's list of functions.
 */
@FunctionCategory("STRING")
public final class MaskFunctions {
    private static final String INPUT = "input STRING to be masked";
    private static final String UPPER = "upper-case mask, or NULL to use default";
    private static final String LOWER = "lower-case mask, or NULL to use default";
    private static final String DIGIT = "digit mask, or NULL to use default";
    private static final String OTHER = "mask for other characters, or NULL to use default";
    private static final String DEFAULTS =
            " Upper-case letters become X, lower-case ones x, digits n, all others -.";
    private static final String GIVEN =
            " The characters to put in the place of upper-case letters, lower-case ones, digits and"
                    + " all others are given; null leaves such characters as they are.";

    private static final String MASK = "The string with all characters hidden.";
    private static final String LEFT = "The string with its first characters hidden.";
    private static final String RIGHT = "The string with its last characters hidden.";
    private static final String KEEP_LEFT = "The string with all but its first characters hidden.";
    private static final String KEEP_RIGHT = "The string with all but its last characters hidden.";

    private MaskFunctions() {}

    /** What stands for characters of each kind; null leaves them. */
    private record Masks(
            @Nullable String upper,
            @Nullable String lower,
            @Nullable String digit,
            @Nullable String other) {

        private static final Masks DEFAULT = new Masks("X", "x", "n", "-");

        /** The string with the characters from {@code from} up to {@code to} hidden. */
        String apply(String input, int from, int to) {
            var out = new StringBuilder(input);
            for (int i = Math.max(0, from); i < Math.min(to, input.length()); i++) {
                char c = input.charAt(i);
                var mask =
                        switch (Character.getType(c)) {
                            case Character.UPPERCASE_LETTER -> upper;
                            case Character.LOWERCASE_LETTER -> lower;
                            case Character.DECIMAL_DIGIT_NUMBER -> digit;
                            default -> other;
                        };
                if (mask != null) {
                    out.setCharAt(i, mask.charAt(0));
                }
            }
            return out.toString();
        }
    }

    private static Masks masks(
            @Nullable String upper,
            @Nullable String lower,
            @Nullable String digit,
            @Nullable String other) {
        for (var mask : new @Nullable String[] {upper, lower, digit, other}) {
            if (mask != null && mask.isEmpty()) {
                throw new FunctionException("a mask is empty");
            }
        }
        return new Masks(upper, lower, digit, other);
    }

    private static int count(int characters) {
        if (characters < 0) {
            throw new FunctionException("the number of characters is negative");
        }
        return characters;
    }

    @ScalarFunction(name = "MASK", description = MASK + DEFAULTS)
    @Example(sql = "MASK('My Test $123')", result = "'Xx-Xxxx--nnn'")
    public static String mask(@Parameter(name = INPUT) String input) {
        return Masks.DEFAULT.apply(input, 0, input.length());
    }

    @ScalarFunction(name = "MASK", description = MASK + GIVEN, acceptsNulls = true)
    @Example(sql = "MASK('My Test $123', '*', NULL, '1', NULL)", result = "'*y *est $111'")
    public static @Nullable String mask(
            @Parameter(name = INPUT) @Nullable String input,
            @Parameter(name = UPPER) @Nullable String upper,
            @Parameter(name = LOWER) @Nullable String lower,
            @Parameter(name = DIGIT) @Nullable String digit,
            @Parameter(name = OTHER) @Nullable String other) {
        return input == null
                ? null
                : masks(upper, lower, digit, other).apply(input, 0, input.length());
    }

    @ScalarFunction(name = "MASK_LEFT", description = LEFT + DEFAULTS)
    @Example(sql = "MASK_LEFT('My Test $123', 4)", result = "'Xx-Xest $123'")
    public static String left(
            @Parameter(name = INPUT) String input,
            @Parameter(name = "number of characters to mask from the start") int characters) {
        return Masks.DEFAULT.apply(input, 0, count(characters));
    }

    @ScalarFunction(name = "MASK_LEFT", description = LEFT + GIVEN, acceptsNulls = true)
    public static @Nullable String left(
            @Parameter(name = INPUT) @Nullable String input,
            @Parameter(name = "number of characters to mask from the start")
                    @Nullable Integer characters,
            @Parameter(name = UPPER) @Nullable String upper,
            @Parameter(name = LOWER) @Nullable String lower,
            @Parameter(name = DIGIT) @Nullable String digit,
            @Parameter(name = OTHER) @Nullable String other) {
        return input == null || characters == null
                ? null
                : masks(upper, lower, digit, other).apply(input, 0, count(characters));
    }

    @ScalarFunction(name = "MASK_RIGHT", description = RIGHT + DEFAULTS)
    @Example(sql = "MASK_RIGHT('My Test $123', 4)", result = "'My Test -nnn'")
    public static String right(
            @Parameter(name = INPUT) String input,
            @Parameter(name = "number of characters to mask before the end") int characters) {
        return Masks.DEFAULT.apply(input, input.length() - count(characters), input.length());
    }

    @ScalarFunction(name = "MASK_RIGHT", description = RIGHT + GIVEN, acceptsNulls = true)
    public static @Nullable String right(
            @Parameter(name = INPUT) @Nullable String input,
            @Parameter(name = "number of characters to mask before the end")
                    @Nullable Integer characters,
            @Parameter(name = UPPER) @Nullable String upper,
            @Parameter(name = LOWER) @Nullable String lower,
            @Parameter(name = DIGIT) @Nullable String digit,
            @Parameter(name = OTHER) @Nullable String other) {
        return input == null || characters == null
                ? null
                : masks(upper, lower, digit, other)
                        .apply(input, input.length() - count(characters), input.length());
    }

    @ScalarFunction(name = "MASK_KEEP_LEFT", description = KEEP_LEFT + DEFAULTS)
    @Example(sql = "MASK_KEEP_LEFT('My Test $123', 4)", result = "'My Txxx--nnn'")
    public static String keepLeft(
            @Parameter(name = INPUT) String input,
            @Parameter(name = "number of characters to keep unmasked at the start")
                    int characters) {
        return Masks.DEFAULT.apply(input, count(characters), input.length());
    }

    @ScalarFunction(name = "MASK_KEEP_LEFT", description = KEEP_LEFT + GIVEN, acceptsNulls = true)
    public static @Nullable String keepLeft(
            @Parameter(name = INPUT) @Nullable String input,
            @Parameter(name = "number of characters to keep unmasked at the start")
                    @Nullable Integer characters,
            @Parameter(name = UPPER) @Nullable String upper,
            @Parameter(name = LOWER) @Nullable String lower,
            @Parameter(name = DIGIT) @Nullable String digit,
            @Parameter(name = OTHER) @Nullable String other) {
        return input == null || characters == null
                ? null
                : masks(upper, lower, digit, other).apply(input, count(characters), input.length());
    }

    @ScalarFunction(name = "MASK_KEEP_RIGHT", description = KEEP_RIGHT + DEFAULTS)
    @Example(sql = "MASK_KEEP_RIGHT('My Test $123', 4)", result = "'Xx-Xxxx-$123'")
    public static String keepRight(
            @Parameter(name = INPUT) String input,
            @Parameter(name = "number of characters to keep unmasked at the end") int characters) {
        return Masks.DEFAULT.apply(input, 0, input.length() - count(characters));
    }

    @ScalarFunction(name = "MASK_KEEP_RIGHT", description = KEEP_RIGHT + GIVEN, acceptsNulls = true)
    public static @Nullable String keepRight(
            @Parameter(name = INPUT) @Nullable String input,
            @Parameter(name = "number of characters to keep unmasked at the end")
                    @Nullable Integer characters,
            @Parameter(name = UPPER) @Nullable String upper,
            @Parameter(name = LOWER) @Nullable String lower,
            @Parameter(name = DIGIT) @Nullable String digit,
            @Parameter(name = OTHER) @Nullable String other) {
        return input == null || characters == null
                ? null
                : masks(upper, lower, digit, other)
                        .apply(input, 0, input.length() - count(characters));
    }
}
