// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class QueryOfThreadTest {

    @ParameterizedTest
    @CsvSource({
        "_confluent-ksql-app_query_CSAS_A_1-0b9f0c1e-95a5-4b0e-8a7b-7f8e6b1c2d3e-StreamThread-1, CSAS_A_1",
        "kafka-producer-network-thread | p._confluent-ksql-app_query_CTAS_B_22-0b9f0c1e-95a5-4b0e-8a7b-7f8e6b1c2d3e-StreamThread-1-producer, CTAS_B_22",
        "kafka-coordinator-heartbeat-thread | _confluent-ksql-app_query_CSAS_A-B_1, CSAS_A-B_1",
        "_confluent-ksql-a_query_b_query_CSAS_A_1-0b9f0c1e-95a5-4b0e-8a7b-7f8e6b1c2d3e-CleanupThread, b_query_CSAS_A_1",
        "query-CSAS_A_1, CSAS_A_1",
        "query-cleanup-CSAS_A_1, CSAS_A_1",
        "rows-transient_ORDERS_17, transient_ORDERS_17",
    })
    void findsTheQueryInTheName(String thread, String query) {
        assertThat(QueryOfThread.of(thread)).isEqualTo(Map.of("query", query));
    }

    @ParameterizedTest
    @CsvSource({"main", "catalog-log", "query-checks", "request-17", "rows-of-my_orders"})
    void findsNoneElsewhere(String thread) {
        assertThat(QueryOfThread.of(thread)).isEmpty();
    }

    @Test
    void isFoundByLog4j() {
        assertThat(
                        java.util.ServiceLoader.load(
                                org.apache.logging.log4j.core.util.ContextDataProvider.class))
                .anyMatch(QueryOfThread.class::isInstance);
    }
}
