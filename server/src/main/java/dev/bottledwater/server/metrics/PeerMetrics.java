// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.peers.PeerTraffic;
import dev.bottledwater.server.metrics.MetricsText.Type;

/** What this process says to the others of its app, and hears. */
final class PeerMetrics {
    private PeerMetrics() {}

    static void write(MetricsText text, PeerTraffic traffic) {
        text.family(
                "bottled_water_peer_requests_total",
                Type.COUNTER,
                "Requests between instances, of this one and of others.");
        text.sample("bottled_water_peer_requests_total", traffic.asked(), "direction", "asked");
        text.sample("bottled_water_peer_requests_total", traffic.served(), "direction", "served");
        counter(
                text,
                "bottled_water_peer_requests_failed_total",
                "Requests of this instance that failed or got no answer.",
                traffic.unanswered());
        text.family(
                "bottled_water_peer_bytes_total",
                Type.COUNTER,
                "Bytes between instances as they go through Kafka.");
        text.sample("bottled_water_peer_bytes_total", traffic.sentBytes(), "direction", "sent");
        text.sample("bottled_water_peer_bytes_total", traffic.heardBytes(), "direction", "heard");
        text.family(
                "bottled_water_peer_direct_bytes_total",
                Type.COUNTER,
                "Bytes between instances that reach each other without Kafka.");
        text.sample(
                "bottled_water_peer_direct_bytes_total",
                traffic.sentDirectly(),
                "direction",
                "sent");
        text.sample(
                "bottled_water_peer_direct_bytes_total",
                traffic.heardDirectly(),
                "direction",
                "heard");
        counter(
                text,
                "bottled_water_peer_unsealed_records_total",
                "Records and requests that no instance with this secret has sealed; they are passed over.",
                traffic.unsealed());
    }

    private static void counter(MetricsText text, String name, String help, long value) {
        text.family(name, Type.COUNTER, help).sample(name, value);
    }
}
