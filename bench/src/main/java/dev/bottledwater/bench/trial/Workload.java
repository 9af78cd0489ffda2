// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The input of all scenarios, the same for the same seed. Event time is fixed and past: the tables
 * change in a step, the streams in the next, and so on; the last steps let time pass.
 *
 * @param steps each is to be processed before the next is written
 */
record Workload(List<Step> steps) {
    private static final long START = 1_750_000_000_000L;
    private static final int SPAN = 60_000;
    private static final long LEAP = 600_000;

    /** Of a hundred records of a stream: so that some have partners in the other, and some none. */
    private static final int KEYS_PER_CENT = 60;

    private static final int GROUPS = 12;
    private static final int PLANS = 6;

    /** Enough keys that every partition gets some, before and after a repartition. */
    private static final int LAST_KEYS = 24;

    /**
     * Two, because Kafka Streams looks for unmatched rows to emit once a second at most: the second
     * step finds what the first may have been too early for.
     */
    private static final int LAST_STEPS = 2;

    Workload {
        steps = List.copyOf(steps);
    }

    /** Records in the order in which they are written. */
    record Step(List<ProducerRecord<byte[], byte[]>> records) {
        Step {
            records = List.copyOf(records);
        }
    }

    /**
     * @param rounds how often the tables and then the streams get records
     * @param perRound how many records each of the streams gets in a round
     */
    static Workload of(long seed, int rounds, int perRound) {
        var random = new SplittableRandom(seed);
        int keys = Math.max(1, perRound * KEYS_PER_CENT / 100);
        var steps = new ArrayList<Step>();
        long numbers = 0;
        for (int round = 0; round < rounds; round++) {
            long time = START + round * LEAP;
            steps.add(tables(random, time - SPAN, keys));
            steps.add(streams(random, time, numbers, keys, perRound));
            numbers += perRound;
        }
        for (int last = 0; last < LAST_STEPS; last++) {
            steps.add(last(START + (rounds + last) * LEAP, numbers + (long) last * LAST_KEYS));
        }
        return new Workload(steps);
    }

    /** How many records there are. */
    int size() {
        return steps.stream().mapToInt(s -> s.records().size()).sum();
    }

    private static Step tables(SplittableRandom random, long time, int keys) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < keys; i++) {
            long at = time + (long) i * SPAN / keys;
            if (i % 8 == 0) {
                records.add(record(Source.PLANS, at, plan(random), price(random)));
            }
            records.add(record(Source.USERS, random, at, keys, i));
            records.add(record(Source.ACCOUNTS, random, at, keys, i));
        }
        return new Step(records);
    }

    private static Step streams(
            SplittableRandom random, long time, long number, int keys, int count) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        // not while users change, see Scenarios
        records.add(record(Source.PLANS, time, plan(random), ""));
        for (int i = 0; i < count; i++) {
            for (var source : List.of(Source.CLICKS, Source.VIEWS)) {
                records.add(record(source, random, time + random.nextInt(SPAN), keys, number + i));
            }
        }
        return new Step(records);
    }

    /**
     * A record, or a change of a table, that may be a deletion.
     *
     * @param keys how many keys there are
     * @param number of a record of a stream, which no other has
     */
    static ProducerRecord<byte[], byte[]> record(
            Source source, SplittableRandom random, long time, int keys, long number) {
        var key = source == Source.PLANS ? plan(random) : "K" + random.nextInt(keys);
        var value =
                switch (source) {
                    case CLICKS -> click("g" + random.nextInt(GROUPS), number);
                    case VIEWS -> view(number);
                    case USERS ->
                            deleted(random)
                                    ? ""
                                    : "{\"NAME\":\"n%d\",\"PLAN\":\"P%d\",\"AGE\":%d}"
                                            .formatted(
                                                    random.nextInt(1000),
                                                    random.nextInt(PLANS),
                                                    random.nextInt(100));
                    case ACCOUNTS ->
                            deleted(random)
                                    ? ""
                                    : "{\"BALANCE\":%d}".formatted(random.nextInt(10_000));
                    case PLANS -> deleted(random) ? "" : price(random);
                };
        return record(source, time, key, value);
    }

    private static String plan(SplittableRandom random) {
        return "P" + random.nextInt(PLANS);
    }

    private static String price(SplittableRandom random) {
        return "{\"PRICE\":%d}".formatted(random.nextInt(1000));
    }

    private static boolean deleted(SplittableRandom random) {
        return random.nextInt(8) == 0;
    }

    private static Step last(long time, long number) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < LAST_KEYS; i++) {
            var click = click("last" + i, number + i);
            records.add(record(Source.CLICKS, time, "click" + i, click));
            records.add(record(Source.VIEWS, time, "view" + i, view(number + i)));
        }
        return new Step(records);
    }

    private static String click(String group, long number) {
        return "{\"G\":\"%s\",\"N\":%d}".formatted(group, number);
    }

    private static String view(long number) {
        return "{\"M\":%d}".formatted(number);
    }

    /** An empty value deletes. */
    private static ProducerRecord<byte[], byte[]> record(
            Source source, long time, String key, String value) {
        return new ProducerRecord<>(
                source.topic(),
                null,
                time,
                key.getBytes(UTF_8),
                value.isEmpty() ? null : value.getBytes(UTF_8));
    }
}
