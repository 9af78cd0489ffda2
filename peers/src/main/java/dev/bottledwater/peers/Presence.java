// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Who was heard when. Thread-safe. */
final class Presence {
    private final Clock clock;
    private final Duration patience;
    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    /**
     * @param patience how long after its last word a peer still counts as there
     */
    Presence(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    void heard(String peer) {
        heardAt.put(peer, clock.millis());
    }

    /**
     * @param url where it can be reached without the topic; empty where it can't
     */
    void said(String peer, String url) {
        heard(peer);
        if (url.isEmpty()) {
            urls.remove(peer);
        } else {
            urls.put(peer, url);
        }
    }

    void gone(String peer) {
        heardAt.remove(peer);
        urls.remove(peer);
    }

    /** Where a peer that is there can be reached without the topic. */
    Optional<String> url(String peer) {
        return Optional.ofNullable(urls.get(peer)).filter(_ -> isThere(peer));
    }

    /** When a peer was last heard; empty when it never was, or has said that it goes. */
    Optional<Instant> lastHeard(String peer) {
        return Optional.ofNullable(heardAt.get(peer)).map(Instant::ofEpochMilli);
    }

    boolean isThere(String peer) {
        var at = heardAt.get(peer);
        return at != null && clock.millis() - at <= patience.toMillis();
    }

    /** The peers that are there, by name, and when they were last heard. */
    Map<String, Instant> there() {
        long oldest = clock.millis() - patience.toMillis();
        heardAt.values().removeIf(at -> at < oldest);
        urls.keySet().retainAll(heardAt.keySet());
        var there = new TreeMap<String, Instant>();
        heardAt.forEach((peer, at) -> there.put(peer, Instant.ofEpochMilli(at)));
        return there;
    }
}
