// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.util.Locale;

/** What the scenarios read. All runs of a trial read the same topics. */
enum Source {
    /** A stream: key {@code Knn}, a group of several keys, a number that no other record has. */
    CLICKS("STREAM", "K STRING KEY, G STRING, N BIGINT"),
    /** A stream with the keys of CLICKS. */
    VIEWS("STREAM", "K STRING KEY, M BIGINT"),
    /** A table with the keys of CLICKS; some rows are deleted, some never come. */
    USERS("TABLE", "K STRING PRIMARY KEY, NAME STRING, PLAN STRING, AGE BIGINT"),
    /** A table with the keys of USERS. */
    ACCOUNTS("TABLE", "K STRING PRIMARY KEY, BALANCE BIGINT"),
    /** The table that USERS.PLAN refers to. */
    PLANS("TABLE", "ID STRING PRIMARY KEY, PRICE BIGINT");

    /** More than one, so that tasks can be shared between instances. */
    static final int PARTITIONS = 2;

    private final String sql;

    Source(String kind, String columns) {
        this.sql =
                "CREATE %s %s (%s) WITH (KAFKA_TOPIC='%s', VALUE_FORMAT='JSON');"
                        .formatted(kind, name(), columns, topic());
    }

    /** The statement that declares it. */
    String sql() {
        return sql;
    }

    String topic() {
        return "trial-" + name().toLowerCase(Locale.ROOT);
    }
}
