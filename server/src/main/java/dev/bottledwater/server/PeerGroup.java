// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.peers.PeerSettings;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.peers.link.PeerLink;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.ServeNeeds;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.server.health.PartHealth;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** How instances of an app become peers, and whether they are. */
final class PeerGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerGroup.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final String NAME = "peers";

    private final Peers peers;
    private final boolean strangersMayPost;

    /** Why there is no topic; null where there is one, or that isn't known. */
    private volatile @Nullable Finding missing;

    private volatile boolean checked;

    private PeerGroup(Peers peers, boolean strangersMayPost) {
        this.peers = peers;
        this.strangersMayPost = strangersMayPost;
    }

    /**
     * Joins at once; a topic that is missing is created in the background where that is allowed,
     * and else told about: one instance does without.
     *
     * @param self this start's name
     */
    static PeerGroup join(Settings settings, String self) {
        return join(settings, self, () -> ensure(settings));
    }

    /**
     * @param ensure creates the topic where that is allowed, and returns what stands in the way
     */
    static PeerGroup join(Settings settings, String self, Supplier<List<Finding>> ensure) {
        String url = settings.http().advertisedUrl();
        PeerGroup group =
                new PeerGroup(
                        Peers.join(
                                new PeerSettings(
                                        settings.kafka().clientProperties(),
                                        settings.names().peersTopic(),
                                        self,
                                        url,
                                        settings.secrets().stream().map(Secret::value).toList(),
                                        Provisioner.createCommand(
                                                settings.kafka(),
                                                settings.names(),
                                                ServeNeeds.peers(settings.names())))),
                        !url.isEmpty());
        Thread.ofVirtual().name("peers-topic-check").start(() -> group.check(ensure));
        return group;
    }

    private static List<Finding> ensure(Settings settings) {
        try (var provisioner = Provisioner.of(settings, TIMEOUT)) {
            return provisioner.ensureTopics(List.of(ServeNeeds.peers(settings.names())));
        }
    }

    private void check(Supplier<List<Finding>> ensure) {
        try {
            for (Finding finding : ensure.get()) {
                LOG.warn("More than one instance can't work together: {}", finding);
                if (finding.severity() == Severity.ERROR) {
                    missing = finding;
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("The topic of peers couldn't be checked: {}", e.getMessage());
        } finally {
            checked = true;
        }
    }

    Peers peers() {
        return peers;
    }

    /**
     * Whether other instances can be heard. Without the topic one instance works, and no second
     * would: so that isn't ready.
     */
    PartHealth health() {
        return switch (peers.state()) {
            case PeerLink.State.Connected() -> {
                missing = null;
                yield PartHealth.ready(NAME, strangers(peers.traffic().unsealed()));
            }
            case PeerLink.State.Disconnected(String reason) -> {
                Finding finding = missing;
                if (finding != null) {
                    yield PartHealth.degraded(
                            NAME, "More than one instance can't work together. " + finding);
                }
                yield checked
                        ? PartHealth.degraded(NAME, reason)
                        : PartHealth.starting(NAME, reason);
            }
        };
    }

    /** On a port that siblings reach, anybody may send bytes; into the topic only Kafka's users. */
    private String strangers(long unsealed) {
        return unsealed == 0 || strangersMayPost
                ? ""
                : unsealed
                        + " records of instances with another BW_SECRET were passed over: give all instances of this app the same, and two apps on one Kafka two values of BW_CLUSTER.";
    }

    @Override
    public void close() {
        peers.close();
    }
}
