// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.ConnectSupervisor;
import dev.bottledwater.connect.SlotDrop;
import dev.bottledwater.connect.WorkerSettings;
import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.connect.sibling.SiblingEndpoint;
import dev.bottledwater.connect.sibling.SiblingRestClient;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.platform.Settings;

import java.util.List;

/** Connect, whose workers reach each other as peers. */
final class SupervisedConnect implements ConnectPort {
    private final AppPeers peers;
    private final ConnectSupervisor supervisor;
    private final SiblingEndpoint endpoint;
    private final GroupProblems problems;
    private volatile SiblingChannel channel =
            SiblingChannel.none("The link to other instances is not set up yet.");

    SupervisedConnect(Settings settings, AppPeers peers) {
        this.peers = peers;
        this.supervisor =
                new ConnectSupervisor(
                        WorkerSettings.from(settings, peers.self()),
                        config ->
                                new SiblingRestClient(
                                        config,
                                        (sibling, request, timeout) ->
                                                channel.ask(sibling, request, timeout)));
        this.endpoint = new SiblingEndpoint(supervisor::uri);
        this.problems = new GroupProblems(supervisor::problems, peers::link);
    }

    @Override
    public void start() {
        channel = peers.joinConnect((_, request) -> endpoint.answer(request), problems);
        supervisor.start();
    }

    @Override
    public WorkerState state() {
        return supervisor.state();
    }

    @Override
    public List<ConnectorProblem> problems() {
        return problems.known();
    }

    @Override
    public List<ConnectorProblem> askForProblems() {
        return problems.asked();
    }

    @Override
    public List<ConnectorSlot> slots() {
        return supervisor.slots();
    }

    @Override
    public SlotDrop dropSlot(String connector) {
        return supervisor.dropSlot(connector);
    }

    @Override
    public void close() {
        supervisor.close();
        endpoint.close();
    }
}
