// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind of query whose results don't depend on how its inputs interleave, so that two runs of it
 * can be compared.
 *
 * @param name such as {@code stream-stream-left}
 * @param statements its statements; {@code {out}} stands for the topic of its results, {@code
 *     {name}} for its name as an identifier
 * @param reads for each of its queries, by the beginning of the query's id, the topics that it
 *     reads; both with {@code {out}} and {@code {name}} as above
 * @param result what the topic of its results holds
 * @param repeats what becomes of the results when records are processed again
 */
record Scenario(
        String name,
        List<String> statements,
        Map<String, List<String>> reads,
        Result result,
        Repeats repeats) {

    Scenario {
        statements = List.copyOf(statements);
        reads = Map.copyOf(reads);
    }

    /** What a topic of results holds, and so how two of them compare. */
    enum Result {
        /** The last value of each key counts; for windowed keys, of each key and window. */
        TABLE,
        /** All records count, in no order that is guaranteed. */
        RECORDS,
        /** All records count, those of a key in the order of their inputs. */
        RECORDS_IN_ORDER
    }

    /** What becomes of the last results when records are processed twice, at least once. */
    enum Repeats {
        /** They are the same. */
        HARMLESS,
        /** Counts and sums count a record twice, and so may be greater. */
        ADDED,
        /**
         * The row before a change may be taken from an aggregate twice, so that nothing holds but
         * that every key is there.
         */
        UNDONE
    }

    /** The topic of the results of a run of this prefix. */
    String topic(String run) {
        return run + "-" + name;
    }

    /** The same with another name, which can run beside it. */
    Scenario copy(int number) {
        return new Scenario(name + "-copy" + number, statements, reads, result, repeats);
    }

    /** The statements, as a run of this prefix executes them. */
    String sql(String run) {
        return in(run, String.join("\n", statements));
    }

    /** The topics that each query reads in a run of this prefix, by the beginning of its id. */
    Map<String, List<String>> topics(String run) {
        return reads.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> in(run, e.getKey()),
                                e -> e.getValue().stream().map(t -> in(run, t)).toList()));
    }

    private String in(String run, String text) {
        return text.replace("{out}", topic(run))
                .replace("{name}", name.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
