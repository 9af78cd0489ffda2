// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.testing.conformance.Json;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

class MatchingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|true",
                "1|2|false",
                "1|1.0|false",
                "1.0|1|true",
                "5.9|5|true",
                "10.1|10.10|false",
                "10.10|10.10|true",
                "1.0E10|1.0E10|true",
                "4.6116860184273879E18|4.611686018427388E18|true",
                "4.611686018427389E18|4.611686018427388E18|false",
                "1E10|1.0E10|true",
                "0.30000000000000001|0.3|false",
                "'\"1.10\"'|1.10|true",
                "'\"1.1\"'|1.10|false",
                "'\"a\"'|'\"a\"'|true",
                "'\"a\"'|'\"A\"'|false",
                "true|true|true",
                "true|null|false",
                "null|null|true",
                "null|0|false",
                "[1, 2]|[1, 2]|true",
                "[1, 2]|[2, 1]|false",
                "[1]|[1, 2]|false",
                "{\"a\": 1}|{\"A\": 1}|true",
                "{\"A\": 1}|{\"a\": 1}|false",
                "{\"A\": 1}|{\"A\": 1, \"B\": 2}|false",
                "{\"A\": null}|{\"A\": null}|true",
                "{\"A\": null}|{}|false",
                "{\"A\": null, \"B\": 1}|{\"C\": 2, \"B\": 1}|true",
                "9223372036854775808|9223372036854775808|false",
            })
    void matchesTheJsonThatWasWritten(String expected, String written, boolean match)
            throws IOException {
        assertThat(matches(expected, actual(written))).isEqualTo(match);
    }

    @Test
    void comparesDoublesWithATolerance() throws IOException {
        assertThat(matches("1.5", 1.5000001)).isTrue();
        assertThat(matches("1.5", 1.50001)).isFalse();
    }

    @Test
    void comparesBytesAsBase64() throws IOException {
        assertThat(matches("\"AQI=\"", new byte[] {1, 2})).isTrue();
        assertThat(matches("\"AQI=\"", new byte[] {1, 3})).isFalse();
    }

    @Test
    void takesADecimalWithoutFractionForAWholeNumber() throws IOException {
        assertThat(matches("2000", new BigDecimal("2E+3"))).isTrue();
        assertThat(matches("2000", new BigDecimal("2000.0"))).isFalse();
        assertThat(matches("2000", BigInteger.valueOf(2000))).isFalse();
    }

    @Test
    void namesThePlaceOfTheDifference() throws IOException {
        assertThat(
                        Matching.difference(
                                Json.read(
                                        "{\"A\": [1, {\"B\": 2}]}"
                                                .getBytes(StandardCharsets.UTF_8)),
                                actual("{\"A\": [1, {\"B\": 3}]}")))
                .contains(".A[1].B");
    }

    private static boolean matches(String expected, @Nullable Object actual) throws IOException {
        return Matching.difference(Json.read(expected.getBytes(StandardCharsets.UTF_8)), actual)
                .isEmpty();
    }

    private static @Nullable Object actual(String json) {
        return new OutputValues(true, SchemaRegistry.none())
                .read(json.getBytes(StandardCharsets.UTF_8), FormatSpec.of("JSON"), List.of());
    }
}
