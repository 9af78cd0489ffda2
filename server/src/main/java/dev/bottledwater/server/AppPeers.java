// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.AdvertisedName;
import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.peers.PeerService;
import dev.bottledwater.peers.PeerTraffic;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.health.PartHealth;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * The link to the other processes of the app, which Connect and SQL share. Without {@code
 * BW_SECRET} there is none.
 */
final class AppPeers implements AutoCloseable {
    private static final String CONNECT = "connect";
    private static final String SQL = "sql";

    private final Settings settings;
    private final AdvertisedName self;
    private final EnginePeers engine;
    private @Nullable PeerGroup joined;
    private boolean closed;

    AppPeers(Settings settings) {
        this.settings = settings;
        this.self = AdvertisedName.uniqueFor(settings.dyno());
        this.engine = new EnginePeers(self.value(), SQL);
    }

    /** The name of this start. */
    AdvertisedName self() {
        return self;
    }

    /**
     * Lets the engine ask and be asked; returns its way to its siblings. To be called again where
     * it failed.
     *
     * @throws org.apache.kafka.common.KafkaException when the link can't be made
     */
    EnginePeers joinEngine() {
        if (!engine.isLinked()) {
            var peers = join(Map.of(SQL, engine));
            if (peers != null) {
                engine.joined(peers);
            }
        }
        return engine;
    }

    /**
     * Lets Connect's worker be asked; returns its way to the others.
     *
     * @param problems tells what is wrong with connectors
     */
    SiblingChannel joinConnect(PeerService worker, PeerService problems) {
        var peers = join(Map.of(CONNECT, worker, GroupProblems.SERVICE, problems));
        return peers == null
                ? SiblingChannel.none(
                        "BW_SECRET isn't set, without which instances of this app don't talk to each other: set it to a random text (heroku config:set BW_SECRET=$(openssl rand -hex 32)).")
                : new PeerSiblings(peers, CONNECT);
    }

    /** What was said to others and heard; empty where there is no link. */
    synchronized Optional<PeerTraffic> traffic() {
        return link().map(Peers::traffic);
    }

    /** The link itself; empty where there is none. */
    synchronized Optional<Peers> link() {
        return Optional.ofNullable(joined).map(PeerGroup::peers);
    }

    /** Whether others can be heard; only to be asked where there is a secret. */
    synchronized PartHealth health() {
        return joined == null
                ? PartHealth.starting(PeerGroup.NAME, "Waiting for Kafka.")
                : joined.health();
    }

    private synchronized @Nullable Peers join(Map<String, PeerService> services) {
        if (settings.secrets().isEmpty() || closed) {
            return null;
        }
        var group = joined;
        if (group == null) {
            group = PeerGroup.join(settings, self.value());
            joined = group;
        }
        services.forEach(group.peers()::serve);
        return group.peers();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (joined != null) {
            joined.close();
        }
    }
}
