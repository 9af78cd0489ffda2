// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/**
 * Records of a topology that is being built, and the steps between them and the rows that are
 * wanted. The steps become a part of the topology when the rows are asked for.
 */
final class RowFlow<V> {
    private final QueryScope scope;
    private final KStream<Object, V> records;
    private final RowChain<V> chain;
    private final @Nullable KStream<Object, @Nullable Row> plain;

    private RowFlow(
            QueryScope scope,
            KStream<Object, V> records,
            RowChain<V> chain,
            @Nullable KStream<Object, @Nullable Row> plain) {
        this.scope = scope;
        this.records = records;
        this.chain = chain;
        this.plain = plain;
    }

    /** Records that the first step of the chain makes rows of. */
    static <V> RowFlow<V> of(QueryScope scope, KStream<Object, V> records, RowChain<V> chain) {
        return new RowFlow<>(scope, records, chain, null);
    }

    /** Records that are rows. */
    static RowFlow<@Nullable Row> of(
            QueryScope scope, String name, KStream<Object, @Nullable Row> rows) {
        var chain =
                RowChain.<@Nullable Row>of(
                        scope, name, (_, row, _, _, _, next) -> next.accept(row));
        return new RowFlow<>(scope, rows, chain, rows);
    }

    RowFlow<V> then(String name, RowStep step) {
        return new RowFlow<>(scope, records, chain.then(name, step), null);
    }

    /** The rows; to be asked for once, since each call adds a processor. */
    KStream<Object, @Nullable Row> stream() {
        return plain != null
                ? plain
                : records.processValues(RowProcessor.of(scope, chain), Named.as(chain.name()));
    }

    /**
     * The rows with times of their own; to be asked for once.
     *
     * @param name of the processor
     */
    KStream<Object, @Nullable Row> timed(String name, RowProcessor.Time time) {
        return records.processValues(RowProcessor.of(scope, chain, name, time), Named.as(name));
    }

    /**
     * The rows under other keys; to be asked for once.
     *
     * @param name of the processor
     */
    KStream<Object, @Nullable Row> rekeyed(String name, RekeyProcessor.Change change) {
        return records.process(RekeyProcessor.of(scope, chain, name, change), Named.as(name));
    }
}
