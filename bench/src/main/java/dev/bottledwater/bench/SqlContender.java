// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import dev.bottledwater.engine.SqlEngine;

import java.util.Map;

/** The SQL statement, on the engine. */
final class SqlContender implements Contender {
    private static final String SOURCE =
            """
            CREATE STREAM IF NOT EXISTS BENCH_ORDERS (
              ID STRING KEY,
              STATUS STRING,
              CUSTOMER STRUCT<ID STRING, NAME STRING, ADDRESS STRUCT<STREET STRING, ZIP STRING, CITY STRING, COUNTRY STRING>>,
              ITEMS ARRAY<STRUCT<SKU STRING, QUANTITY INTEGER, PRICE DOUBLE>>,
              AMOUNT DOUBLE,
              NOTE STRING,
              EXPRESS BOOLEAN)
            WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON');
            """
                    .formatted(Orders.TOPIC);

    private final SqlEngine engine;
    private final Query query;

    SqlContender(SqlEngine engine, Query query) {
        this.engine = engine;
        this.query = query;
    }

    @Override
    public String name() {
        return "SQL";
    }

    @Override
    public AutoCloseable start(String sink, int number) {
        execute(SOURCE);
        execute(query.sql(sink));
        return () -> {
            execute("TERMINATE ALL;");
            execute(
                    switch (query) {
                        case FILTER -> "DROP STREAM BENCH_SINK;";
                        case COUNT -> "DROP TABLE BENCH_SINK;";
                    });
        };
    }

    private void execute(String sql) {
        engine.execute(sql, Map.of("auto.offset.reset", "earliest"), Map.of());
    }
}
