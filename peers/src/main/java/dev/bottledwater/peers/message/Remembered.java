// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * The messages that were let through, each for as long as it would be taken if it came again: by
 * both ways, or from someone who has kept its records. Most requests are valid for seconds, so that
 * this stays small under any traffic. Not thread-safe.
 */
final class Remembered {
    /**
     * An answer is taken once anyway; it is remembered while it may be under way by the other way,
     * so that its pieces aren't put together once more.
     */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** A request and its reply have the same id, but not the same addressee. */
    record Name(MessageId id, String to) {}

    private record Entry(Name name, long until) {}

    private final Set<Name> names = new HashSet<>();
    private final Queue<Entry> soonest = new PriorityQueue<>(Comparator.comparing(Entry::until));

    boolean contains(Name name) {
        return names.contains(name);
    }

    int size() {
        return names.size();
    }

    /**
     * @param now in milliseconds since 1970
     */
    void add(Name name, Message message, long now) {
        long until =
                switch (message) {
                    case Message.Request request -> ends(request.expiresAt());
                    case Message.Announcement announcement -> ends(announcement.sentAt());
                    case Message.Farewell farewell -> ends(farewell.sentAt());
                    case Message.Reply _ -> now + ANSWER.toMillis();
                };
        if (until > now && names.add(name)) {
            soonest.add(new Entry(name, until));
        }
    }

    /** By any clock, and in the moment itself. */
    private static long ends(long validUntil) {
        return validUntil + Message.SKEW.toMillis() + 1;
    }

    void forget(long now) {
        var next = soonest.peek();
        while (next != null && next.until() <= now) {
            names.remove(next.name());
            soonest.remove();
            next = soonest.peek();
        }
    }
}
