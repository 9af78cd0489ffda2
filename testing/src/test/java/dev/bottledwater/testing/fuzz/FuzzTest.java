// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A few statements and records in every build; with {@code -Dbw.fuzz.count=100000} many. Prints its
 * seed, which {@code -Dbw.fuzz.seed} sets.
 */
class FuzzTest {
    private static final int COUNT = Integer.getInteger("bw.fuzz.count", 1_000);
    private static final long SEED = Long.getLong("bw.fuzz.seed", 1);

    @Test
    void statementsEndInAPlanOrARefusalWithAPlace() throws InterruptedException {
        var outcome = new StatementFuzz(BuiltInFunctions.registry()).run(SEED, COUNT);
        System.out.printf(
                "fuzz: seed %d, %d statements, %d parsed, %d analysed%n",
                SEED, outcome.statements(), outcome.parsed(), outcome.analysed());
        assertThat(outcome.findings()).as("findings with -Dbw.fuzz.seed=%d", SEED).isEmpty();
        assertThat(outcome.parsed()).isGreaterThan(outcome.statements() / 2);
        assertThat(outcome.analysed()).isGreaterThan(outcome.statements() / 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSON",
                "DELIMITED",
                "KAFKA",
                "AVRO",
                "JSON_SR",
                "PROTOBUF",
                "PROTOBUF_NOSR"
            })
    void recordsEndInARowOrARefusal(String format) throws InterruptedException {
        var fuzz = new RecordFuzz(format);
        Assumptions.assumeTrue(fuzz.isAvailable(), format + " is not available yet");
        var outcome = fuzz.run(SEED, COUNT);
        System.out.printf(
                "fuzz: seed %d, %d records of %s, %d damaged, %d of those read%n",
                SEED, outcome.records(), format, outcome.damaged(), outcome.damagedRead());
        assertThat(outcome.findings()).as("findings with -Dbw.fuzz.seed=%d", SEED).isEmpty();
        assertThat(outcome.damagedRead()).isGreaterThan(outcome.damaged() * 3 / 10);
    }
}
