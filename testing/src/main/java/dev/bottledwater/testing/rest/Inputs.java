// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.testing.execution.InputRecords;
import dev.bottledwater.testing.rest.SharedServer.Bench;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Outputs;

import java.time.Duration;
import java.util.List;

/**
 * The records that a case feeds and expects, with the sources that their topics have.
 *
 * @param live how long a query takes to be live that has sent its first line
 */
record Inputs(
        RestCase testCase, Bench bench, Catalog catalog, InputRecords records, Duration live) {

    /** Writes all inputs to their topics. */
    void feed() throws InterruptedException {
        for (var input : testCase.inputs()) {
            bench.topics().write(input.topic(), records.record(input, catalog));
        }
        bench.topics().flush();
    }

    /** Writes all inputs to their topics when a query runs. */
    void feedLive() throws InterruptedException {
        Thread.sleep(live);
        feed();
    }

    /** What is wrong with the records of topics. */
    List<Mismatch> outputs() {
        return new Outputs(
                        testCase.outputs(),
                        testCase.inputs().isEmpty(),
                        true,
                        bench.server().registry(),
                        topic -> InputRecords.sourceOn(topic, catalog),
                        topic -> bench.topics().read(topic),
                        List::of)
                .mismatches();
    }
}
