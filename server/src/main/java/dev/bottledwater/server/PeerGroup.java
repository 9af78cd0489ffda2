// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.peers.PeerSettings;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.ServeNeeds;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/** How instances of an app become peers. */
final class PeerGroup {
    private static final Logger LOG = LoggerFactory.getLogger(PeerGroup.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private PeerGroup() {}

    /**
     * Joins at once; a topic that is missing is created in the background where that is allowed,
     * and else told about: one instance does without.
     *
     * @param self this start's name
     */
    static Peers join(Settings settings, String self) {
        var topic = settings.names().peersTopic();
        Thread.ofVirtual()
                .name("peers-topic-check")
                .start(
                        () -> {
                            try (var provisioner = Provisioner.of(settings, TIMEOUT)) {
                                provisioner
                                        .ensureTopics(List.of(ServeNeeds.peers(settings.names())))
                                        .forEach(
                                                finding ->
                                                        LOG.warn(
                                                                "More than one instance can't work together: {}",
                                                                finding));
                            } catch (RuntimeException e) {
                                LOG.warn(
                                        "The topic {} couldn't be checked: {}",
                                        topic,
                                        e.getMessage());
                            }
                        });
        return Peers.join(
                new PeerSettings(
                        settings.kafka().clientProperties(),
                        topic,
                        self,
                        settings.http().advertisedUrl(),
                        settings.secrets().stream().map(Secret::value).toList()));
    }
}
