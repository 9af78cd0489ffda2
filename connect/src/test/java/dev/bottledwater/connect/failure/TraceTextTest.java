// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "Stopped|Stopped.",
                "a.B: wrapped;\tat a.B.c(B.java:1);Caused by: a.C: No such table.|No such table.",
                "a.B: wrapped;Caused by: org.postgresql.util.PSQLException: Database connection failed when reading from copy;\tat x;Caused by: java.io.EOFException|Database connection failed when reading from copy (java.io.EOFException).",
                "a.B: It broke.;Caused by: java.lang.NullPointerException|It broke (java.lang.NullPointerException).",
                "java.io.EOFException;\tat x|java.io.EOFException."
            })
    void isTheDeepestReason(String trace, String cause) {
        assertThat(TraceText.cause(trace.replace(';', '\n'))).isEqualTo(cause);
    }
}
