// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import java.util.ArrayList;
import java.util.List;

/** What the server is asked for. */
final class LoadQueries {
    static final String INPUT_TOPIC = "load-input";
    static final String TABLE_TOPIC = "load-totals";
    static final String TICKS_TOPIC = "load-ticks";
    static final int PARTITIONS = 4;
    static final int KEYS = 10_000;

    /** How the answer of a pull query goes on after the id. */
    static final String TABLE_HEADER =
            "\",\"columnNames\":[\"K\",\"N\",\"TOTAL\"],\"columnTypes\":[\"STRING\",\"BIGINT\",\"BIGINT\"]}\n";

    static final String SOURCES =
            "CREATE STREAM INPUT (K VARCHAR KEY, A BIGINT) WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON');"
                            .formatted(INPUT_TOPIC)
                    + "CREATE STREAM S (AT BIGINT, N BIGINT) WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON');"
                            .formatted(TICKS_TOPIC);

    static final String TABLE =
            "CREATE TABLE T WITH (KAFKA_TOPIC='%s') AS SELECT K, COUNT(*) N, SUM(A) TOTAL FROM INPUT GROUP BY K;"
                    .formatted(TABLE_TOPIC);

    static final String PUSH = "SELECT * FROM S EMIT CHANGES;";

    private LoadQueries() {}

    /** More persistent queries, until there are so many with the table's. */
    static List<String> others(int queries) {
        var all = new ArrayList<String>();
        for (int i = 1; i < queries; i++) {
            all.add(
                    i % 2 == 0
                            ? "CREATE TABLE T%d AS SELECT K, COUNT(*) N FROM INPUT GROUP BY K;"
                                    .formatted(i)
                            : "CREATE STREAM S%d AS SELECT K, A + %d A FROM INPUT WHERE A > 0;"
                                    .formatted(i, i));
        }
        return all;
    }

    static String key(int number) {
        return "k" + number;
    }

    static String pull(int number) {
        return "SELECT * FROM T WHERE K='" + key(number) + "';";
    }
}
