// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The input: orders as nested JSON of about 400 bytes, in event time, the same for every run of the
 * same number. All orders of a city are in one partition, so that sums of doubles come out the same
 * in every run.
 *
 * @param count how many there are
 * @param paid how many of them the filter lets through
 */
record Orders(long count, long paid) {
    static final String TOPIC = "bench-orders";
    static final int PARTITIONS = 4;
    private static final int CITIES = 1000;
    private static final long START = 1_700_000_000_000L;
    private static final long SEED = 20261128;
    private static final String[] STATUSES = {"paid", "open", "shipped", "paid"};

    /** Writes so many orders; one millisecond of event time apart, a hundredth of them late. */
    static Orders write(Map<String, Object> client, long count) {
        var settings = new HashMap<>(client);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        var random = new SplittableRandom(SEED);
        long paid = 0;
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < count; i++) {
                int city = random.nextInt(CITIES);
                var status = STATUSES[random.nextInt(STATUSES.length)];
                double amount = random.nextInt(100, 100_000) / 100.0;
                if (status.equals("paid") && amount > 100.0) {
                    paid++;
                }
                long late = random.nextInt(100) == 0 ? random.nextLong(30_000) : 0;
                producer.send(
                        new ProducerRecord<>(
                                TOPIC,
                                city % PARTITIONS,
                                START + i - late,
                                ("order-" + i).getBytes(UTF_8),
                                value(random, city, status, amount)));
            }
        }
        return new Orders(count, paid);
    }

    private static byte[] value(SplittableRandom random, int city, String status, double amount) {
        int customer = random.nextInt(100_000);
        return String.format(
                        Locale.ROOT,
                        "{\"status\":\"%s\",\"customer\":{\"id\":\"c-%d\",\"name\":\"Customer Number %d\","
                                + "\"address\":{\"street\":\"Long Street %d\",\"zip\":\"%05d\",\"city\":\"city-%d\",\"country\":\"DE\"}},"
                                + "\"items\":[{\"sku\":\"sku-%d\",\"quantity\":%d,\"price\":%d.5},{\"sku\":\"sku-%d\",\"quantity\":1,\"price\":9.99}],"
                                + "\"amount\":%s,\"note\":\"Please leave it with the neighbour at number %d\",\"express\":%b}",
                        status,
                        customer,
                        customer,
                        random.nextInt(200),
                        random.nextInt(100_000),
                        city,
                        random.nextInt(5000),
                        random.nextInt(1, 9),
                        random.nextInt(500),
                        random.nextInt(5000),
                        Double.toString(amount),
                        random.nextInt(200),
                        random.nextInt(10) == 0)
                .getBytes(UTF_8);
    }
}
