// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.function.text.BytesFunctions;
import dev.bottledwater.engine.function.text.StringFunctions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * Sizes that a statement or a record may name, and that must cost neither minutes nor gigabytes.
 */
@Timeout(5)
class ExtremeArgumentsTest {
    private static final BigDecimal PRICE = new BigDecimal("-123.45");

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1_000_000_000, 400, 3})
    void moreDecimalPlacesThanTheNumberHasChangeNothing(int places) {
        assertThat(RoundingFunctions.round(-123.45, places)).isEqualTo(-123.45);
        assertThat(RoundingFunctions.trunc(-123.45, places)).isEqualTo(-123.45);
        assertThat(RoundingFunctions.round(PRICE, places)).isEqualTo(PRICE);
        assertThat(RoundingFunctions.trunc(PRICE, places)).isEqualTo(PRICE);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1_000_000_000, -400, -4})
    void greaterTensThanTheNumberGiveZero(int places) {
        assertThat(RoundingFunctions.round(-999.99, places)).isZero();
        assertThat(RoundingFunctions.trunc(-999.99, places)).isZero();
        assertThat(RoundingFunctions.round(PRICE, places)).isEqualTo("0.00");
        assertThat(RoundingFunctions.trunc(PRICE, places)).isEqualTo("0.00");
    }

    @Test
    void theFirstTensMayStillRoundUp() {
        assertThat(RoundingFunctions.round(999.99, -3)).isEqualTo(1000);
        assertThat(RoundingFunctions.round(new BigDecimal("999.99"), -3)).isEqualTo("1000.00");
        assertThat(RoundingFunctions.round(499.99, -3)).isZero();
    }

    @Test
    void paddingToBillionsFails() {
        assertThatThrownBy(() -> StringFunctions.rpad("a", Integer.MAX_VALUE, "b"))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("the padding has more than");
        var bytes = ByteBuffer.wrap(new byte[] {1});
        assertThatThrownBy(() -> BytesFunctions.lpad(bytes, Integer.MAX_VALUE, bytes))
                .isInstanceOf(FunctionException.class);
    }
}
