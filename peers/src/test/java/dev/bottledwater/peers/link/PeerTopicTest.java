// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.peers.PeerException;
import dev.bottledwater.peers.PeerSettings;
import dev.bottledwater.peers.Peers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Peers over a real broker, with the rights that a dedicated plan gives. */
class PeerTopicTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Peers join(String topic, String name) {
        var client =
                kafka.clientProperties().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, e -> String.valueOf(e.getValue())));
        return Peers.join(new PeerSettings(client, topic, name, "", List.of("0123456789abcdef")));
    }

    private static void awaitConnected(Peers... peers) {
        for (var p : peers) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> p.state() instanceof PeerLink.State.Connected);
        }
    }

    private static boolean says(Peers peers, String text) {
        return peers.state() instanceof PeerLink.State.Disconnected(String reason)
                && reason.contains(text);
    }

    @Test
    void aSmallCallCostsLittle() throws Exception {
        kafka.createTopic("peers-cost", 1);
        try (var one = join("peers-cost", "web-1-aaaaaaaa");
                var two = join("peers-cost", "web-2-bbbbbbbb")) {
            two.serve("back", (_, request) -> request);
            awaitConnected(one, two);
            await().atMost(PATIENCE).until(() -> one.there().containsKey("web-2-bbbbbbbb"));
            var body = "{\"name\":\"orders\",\"config\":{}}".getBytes();
            one.ask("web-2-bbbbbbbb", "back", body, Duration.ofSeconds(20));
            long before = size("peers-cost");
            long start = System.nanoTime();
            int calls = 50;
            for (int i = 0; i < calls; i++) {
                assertThat(one.ask("web-2-bbbbbbbb", "back", body, Duration.ofSeconds(20)))
                        .isEqualTo(body);
            }
            double perCall = (double) (size("peers-cost") - before) / calls;
            System.out.printf(
                    "A call of %d bytes and an answer of as many: %.0f bytes in the topic, %.1f ms%n",
                    body.length, perCall, (System.nanoTime() - start) / 1e6 / calls);
            // a basic plan's 64 kB a second are good for 100 calls a second
            assertThat(perCall).isLessThan(640);
        }
    }

    private static long size(String topic) throws Exception {
        try (var admin = Admin.create(kafka.adminProperties())) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(e -> e.getKey().topic().equals(topic))
                    .mapToLong(e -> e.getValue().size())
                    .sum();
        }
    }

    @Test
    void nothingOfBeforeIsHeardAndPartitionsDoNotMatter() throws Exception {
        kafka.createTopic("peers-wide", 3);
        try (var one = join("peers-wide", "web-1-aaaaaaaa")) {
            awaitConnected(one);
            assertThatThrownBy(
                            () ->
                                    one.ask(
                                            "web-2-bbbbbbbb",
                                            "back",
                                            new byte[0],
                                            Duration.ofMillis(500)))
                    .isInstanceOf(PeerException.class);
            try (var two = join("peers-wide", "web-2-bbbbbbbb")) {
                two.serve(
                        "back",
                        (_, request) -> {
                            assertThat(request).hasSize(700_000);
                            return request;
                        });
                awaitConnected(two);
                await().atMost(PATIENCE).until(() -> one.there().containsKey("web-2-bbbbbbbb"));
                assertThat(
                                one.ask(
                                        "web-2-bbbbbbbb",
                                        "back",
                                        new byte[700_000],
                                        Duration.ofSeconds(20)))
                        .hasSize(700_000);
            }
            await().atMost(PATIENCE).until(() -> one.there().isEmpty());
        }
    }

    @Test
    void aTopicThatIsMissingIsWaitedFor() throws Exception {
        try (var one = join("peers-late", "web-1-aaaaaaaa")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> says(one, "The topic peers-late, on which processes"));
            assertThatThrownBy(() -> one.ask("web-2", "back", new byte[0], Duration.ofSeconds(1)))
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("create it with one partition");
            kafka.createTopic("peers-late", 1);
            awaitConnected(one);
        }
    }

    @Test
    void everyPartitionIsReadFromItsEnd() throws Exception {
        kafka.createTopic("peers-end", 2);
        try (var admin = Admin.create(kafka.adminProperties());
                var one = join("peers-end", "web-1-aaaaaaaa")) {
            awaitConnected(one);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    admin
                                                    .listOffsets(
                                                            Map.of(
                                                                    new TopicPartition(
                                                                            "peers-end", 0),
                                                                    OffsetSpec.latest(),
                                                                    new TopicPartition(
                                                                            "peers-end", 1),
                                                                    OffsetSpec.latest()))
                                                    .all()
                                                    .get()
                                                    .values()
                                                    .stream()
                                                    .mapToLong(o -> o.offset())
                                                    .sum()
                                            > 0);
        }
    }
}
