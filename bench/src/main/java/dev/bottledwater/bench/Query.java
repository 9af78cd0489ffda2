// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * What is measured. {@code %s} in the SQL is the sink's topic.
 *
 * @param outputs how many records the input as a whole results in, caches off
 */
enum Query {
    /** Filter and project over a nested value. */
    FILTER(
            """
            CREATE STREAM BENCH_SINK WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON') AS
              SELECT ID, CUSTOMER->ID AS CUSTOMER, CUSTOMER->ADDRESS->CITY AS CITY, AMOUNT * 1.19e0 AS GROSS
              FROM BENCH_ORDERS
              WHERE STATUS = 'paid' AND AMOUNT > 100.0e0;
            """,
            Orders::paid),
    /** Count and sum per minute and city, with a repartition. */
    COUNT(
            """
            CREATE TABLE BENCH_SINK WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON') AS
              SELECT CUSTOMER->ADDRESS->CITY AS CITY, COUNT(*) AS ORDERS, SUM(AMOUNT) AS TOTAL
              FROM BENCH_ORDERS
              WINDOW TUMBLING (SIZE 1 MINUTE, GRACE PERIOD 1 HOUR)
              GROUP BY CUSTOMER->ADDRESS->CITY;
            """,
            Orders::count);

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration GRACE = Duration.ofHours(1);

    private final String sql;
    private final ToLongFunction<Orders> outputs;

    Query(String sql, ToLongFunction<Orders> outputs) {
        this.sql = sql;
        this.outputs = outputs;
    }

    String sql(String sink) {
        return sql.formatted(sink);
    }

    long outputs(Orders input) {
        return outputs.applyAsLong(input);
    }
}
