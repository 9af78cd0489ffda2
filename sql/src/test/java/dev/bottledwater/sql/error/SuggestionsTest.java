// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class SuggestionsTest {
    private static final List<String> NAMES =
            List.of("ORDERS", "ORDER_ITEMS", "CUSTOMERS", "Region");

    @Test
    void nearNamesComeNearestFirst() {
        assertThat(Suggestions.closest("ORDRES", NAMES)).containsExactly("ORDERS");
        assertThat(Suggestions.closest("regoin", NAMES)).containsExactly("Region");
        assertThat(Suggestions.closest("AC", List.of("ABC", "AC1", "ZZZ", "AC")))
                .containsExactly("AC", "ABC", "AC1");
    }

    @Test
    void farNamesAreNotOffered() {
        assertThat(Suggestions.closest("X", List.of("ORDERS", "YY"))).isEmpty();
        assertThat(Suggestions.closest("PAYMENTS", NAMES)).isEmpty();
        assertThat(Suggestions.closest("", NAMES)).isEmpty();
    }

    @Test
    void atMostThreeAreOffered() {
        List<String> many = Stream.of("A1", "A2", "A3", "A4").collect(Collectors.toList());
        assertThat(Suggestions.closest("A0", many)).hasSize(3);
        assertThat(Suggestions.didYouMean("A0", many))
                .isEqualTo("Did you mean 'A1' or 'A2' or 'A3'?");
        assertThat(Suggestions.didYouMean("QQQQ", Arrays.asList("A"))).isEmpty();
    }
}
