// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.HostStatus.Lag;
import dev.bottledwater.engine.result.HostStatus.Partition;
import dev.bottledwater.engine.result.HostStatus.QueryStores;
import dev.bottledwater.engine.result.HostStatus.Tasks;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** One instance that asks another, which may fall silent or go. */
class ClusterHostsTest {
    private final Map<Subject, PeerChannel.Service> other =
            new ClusterHosts(
                            new Siblings(PeerChannel.none("other"), Siblings.DEFAULT_PATIENCE),
                            () -> stores("orders"))
                    .services();
    private Set<String> peers = Set.of("other");
    private boolean silent;
    private final ClusterHosts hosts =
            new ClusterHosts(
                    new Siblings(new Channel(), Siblings.DEFAULT_PATIENCE), () -> stores("here"));

    private static SequencedMap<String, QueryStores> stores(String topic) {
        return new TreeMap<>(
                Map.of(
                        "Q_1",
                        new QueryStores(
                                "app",
                                new Tasks(
                                        List.of("s"),
                                        List.of(new Partition(topic, 0), new Partition(topic, 3))),
                                new Tasks(List.of(), List.of()),
                                new TreeMap<>(
                                        Map.of("s", new TreeMap<>(Map.of(3, new Lag(5, 9))))))));
    }

    @Test
    void whatAnInstanceHasIsToldByTheOther() {
        var all = hosts.hosts();

        assertThat(all.keySet()).containsExactly("other", "self");
        assertThat(all.values()).allMatch(HostStatus::alive);
        assertThat(all.get("other").queries()).isEqualTo(stores("orders"));
        assertThat(all.get("self").queries()).isEqualTo(stores("here"));
        assertThat(all.get("other").queries().get("Q_1").lags().get("s").get(3).records())
                .isEqualTo(4);
    }

    @Test
    void ofASilentInstanceIsToldWhatItSaidLast() {
        long heard = hosts.hosts().get("other").heardAt();
        silent = true;

        var all = hosts.hosts();

        assertThat(all.get("other")).isEqualTo(new HostStatus(false, heard, stores("orders")));
        assertThat(all.get("self").alive()).isTrue();
    }

    @Test
    void anInstanceThatHasLeftIsForgotten() {
        hosts.hosts();
        peers = Set.of();

        assertThat(hosts.hosts().keySet()).containsExactly("self");
    }

    private final class Channel implements PeerChannel {
        @Override
        public String self() {
            return "self";
        }

        @Override
        public Set<String> peers() {
            return peers;
        }

        @Override
        public byte[] ask(String peer, byte[] request, Duration timeout)
                throws PeerFailedException {
            if (silent) {
                throw new PeerFailedException(PeerFailedException.Reason.NO_ANSWER, "silent");
            }
            try {
                return other.get(Subject.of(request[0]).orElseThrow())
                        .answer("self", Arrays.copyOfRange(request, 1, request.length));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void serve(Service service) {
            throw new AssertionError("nobody asks");
        }
    }
}
