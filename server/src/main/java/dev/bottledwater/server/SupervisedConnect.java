// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.ConnectSupervisor;
import dev.bottledwater.connect.WorkerSettings;
import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.connect.sibling.SiblingEndpoint;
import dev.bottledwater.connect.sibling.SiblingRestClient;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.platform.Settings;

import org.jspecify.annotations.Nullable;

/** Connect, whose workers reach each other as peers. */
final class SupervisedConnect implements ConnectPort {
    private static final String SERVICE = "connect";

    private final Settings settings;
    private final WorkerSettings worker;
    private final ConnectSupervisor supervisor;
    private final SiblingEndpoint endpoint;
    private volatile SiblingChannel channel =
            SiblingChannel.none("The link to other instances is not set up yet.");
    private @Nullable Peers peers;

    SupervisedConnect(Settings settings) {
        this.settings = settings;
        this.worker = WorkerSettings.from(settings);
        this.supervisor =
                new ConnectSupervisor(
                        worker,
                        config ->
                                new SiblingRestClient(
                                        config,
                                        (sibling, request, timeout) ->
                                                channel.ask(sibling, request, timeout)));
        this.endpoint = new SiblingEndpoint(supervisor::uri);
    }

    @Override
    public synchronized void start() {
        if (settings.secrets().isEmpty()) {
            channel =
                    SiblingChannel.none(
                            "BW_SECRET isn't set, without which instances of this app don't talk to each other: set it to a random text (heroku config:set BW_SECRET=$(openssl rand -hex 32)).");
        } else {
            var joined = PeerGroup.join(settings, worker.advertisedName().value());
            joined.serve(SERVICE, (_, request) -> endpoint.answer(request));
            peers = joined;
            channel = new PeerSiblings(joined, SERVICE);
        }
        supervisor.start();
    }

    @Override
    public WorkerState state() {
        return supervisor.state();
    }

    /** The worker first: leaving, it may have to ask others. */
    @Override
    public void close() {
        supervisor.close();
        synchronized (this) {
            if (peers != null) {
                peers.close();
            }
        }
        endpoint.close();
    }
}
